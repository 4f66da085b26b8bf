import { describe, expect, it } from 'vitest';
import {
  centreOf,
  columns,
  radiusOf,
  rows,
  shareName,
  strongShares,
  unitAt,
  unitCount,
  unitFieldView,
} from '../../../../site/figures/unit-field/unit-field.ts';
import { presetTensors } from '../../../../site/first-paint/preset-trace.ts';
import { type Trace, traceRow } from '../../../../site/model/trace.ts';
import { firstPreset } from '../../../../site/reader/presets.ts';

describe('the shares of the strongest', () => {
  it('are of the sum of squares, and who answers with more than `least` is one of them, within 1e-9', () => {
    const sorted = Array.from({ length: 1200 }, (_, at) => Math.fround(6 / (1 + at) - 0.1));
    const all = sorted.reduce((sum, answer) => sum + answer ** 2, 0);
    const shares = strongShares(sorted);
    expect(shares.map(({ count }) => count)).toEqual([1, 3, 10, 30, 100, 300, 1000]);
    for (const { count, share, least } of shares) {
      const above = sorted.filter((answer) => answer > least);
      expect(above.length).toBe(count);
      const sum = above.reduce((total, answer) => total + answer ** 2, 0);
      expect(Math.abs(sum / all - share)).toBeLessThan(1e-9);
    }
    expect(strongShares([2, 1]).map(({ share }) => share)).toEqual([0.8]);
  });

  it('are named in the words of the API', () => {
    expect(shareName({ layer: 8, token: 3 }, 0.5)).toBe(
      'sum((intermediate.8[3] > 0.5) * intermediate.8[3] * intermediate.8[3]) / (intermediate.8[3] . intermediate.8[3])',
    );
  });
});

describe('the field of the first sentence', async () => {
  const trace: Trace = await presetTensors(firstPreset, ['intermediate.8']);
  const row = traceRow(trace, 'intermediate.8', firstPreset.token);
  const view = unitFieldView(trace, firstPreset);

  it('draws the strongest units, the strongest first, with the answers of the model', () => {
    expect(view.unit).toBe(row.indexOf(Math.max(...row)));
    expect(view.strongest[0]?.unit).toBe(view.unit);
    for (const { unit, answer } of view.strongest) expect(Math.fround(answer)).toBe(row[unit]);
    const least = view.strongest.at(-1)!.answer;
    const drawn = new Set(view.strongest.map(({ unit }) => unit));
    expect([...row].filter((answer, unit) => answer > least && !drawn.has(unit))).toEqual([]);
  });

  it('says what the unit that is looked at answers to each token', () => {
    const answers = unitFieldView(trace, firstPreset, 89).answers;
    expect(answers.map(Math.fround)).toEqual(trace.tokens.map((_, at) => traceRow(trace, 'intermediate.8', at)[89]));
  });

  it('travels in the page in less than 20 KB', () => {
    expect(JSON.stringify(view).length).toBeLessThan(20_000);
  });

  it('finds the unit under a finger: the middle of each dot is its own, and every cell has a unit', () => {
    for (const { unit } of view.strongest.slice(0, 20)) {
      const { x, y } = centreOf(unit);
      const { x: foundX, y: foundY } = centreOf(unitAt(x, y, view));
      expect(Math.hypot(foundX - x, foundY - y)).toBeLessThan(2.5);
    }
    expect(unitAt(-3, -3, { strongest: [], domain: 1 })).toBe(0);
    expect(unitAt(columns + 1, rows + 1, { strongest: [], domain: 1 })).toBe(unitCount - 1);
    expect(unitAt(5.5, 2.5, { strongest: [], domain: 1 })).toBe(2 * columns + 5);
  });

  it('has dots whose area is as large as the answer; none for what is below 0', () => {
    expect(radiusOf(4, 4) / radiusOf(1, 4)).toBeCloseTo(2, 12);
    expect([radiusOf(-0.1, 4), radiusOf(9, 4)]).toEqual([0, radiusOf(4, 4)]);
  });
});
