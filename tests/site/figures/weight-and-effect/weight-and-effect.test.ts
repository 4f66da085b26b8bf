import { describe, expect, it } from 'vitest';
import type { Token } from '../../../../shared/tokenizer/token.ts';
import { headRequests } from '../../../../site/figures/marks/head-map/head-change.ts';
import {
  dotsScale,
  effectTicks,
  mostOf,
  narrowRoom,
  nearestDot,
  wideRoom,
} from '../../../../site/figures/weight-and-effect/dots-layout.ts';
import {
  chanceCorrelation,
  correlationWithEffect,
  extremes,
} from '../../../../site/figures/weight-and-effect/head-orders.ts';
import { isSameQuestion, placeToSweep } from '../../../../site/figures/weight-and-effect/place-to-sweep.ts';
import { presetSweep } from '../../../../site/figures/weight-and-effect/preset-sweep.ts';
import { type SweepModel, sweepHeads } from '../../../../site/figures/weight-and-effect/sweep-heads.ts';
import {
  changesOf,
  type HeadReading,
  measureName,
  probabilityWithout,
  type SweepView,
} from '../../../../site/figures/weight-and-effect/weight-and-effect.ts';
import { presetFillMask, presetTensors } from '../../../../site/first-paint/preset-trace.ts';
import { firstPreset } from '../../../../site/reader/presets.ts';

const question = { text: firstPreset.text, pair: '', blank: firstPreset.token };
const parts: SweepView[] = [];
/** The engine, which tells of its sweep layer by layer. */
const telling: SweepModel = {
  ...presetSweep,
  sweep: async (asked, onpart) => {
    const whole = await presetSweep.sweep(asked);
    for (let known = 0; known <= 144; known += 12) {
      onpart?.({ ...whole, changes: whole.changes.map((change, at) => (at < known ? change : Number.NaN)) });
    }
    return whole;
  },
};
const view = await sweepHeads(telling, question, (part) => parts.push(part));

describe('the sweep of all heads', () => {
  it('has each of the 144 once, by layer and head, and tells of each as soon as it is there', () => {
    expect(view.heads.map(({ layer, head }) => layer * 12 + head)).toEqual([...Array(144).keys()]);
    expect(parts.map(({ correlations }) => correlations.weight !== undefined)).toEqual([
      false,
      ...Array(12).fill(true),
    ]);
    expect(view.correlations.length).toBe(correlationWithEffect(view.heads, 'length'));
    expect(view.extremes!.most).toEqual({ layer: 11, head: 3 });
    expect(parts.map(({ heads }) => heads.length)).toEqual(Array.from({ length: 13 }, (_, at) => 12 * at));
    expect(changesOf(parts[1]!)[11]).toBe(view.heads[11]!.change);
    expect(changesOf(parts[1]!)[12]).toBeNaN();
  });

  it("reads head 11's row of the blanked sentence without special tokens and the blank, within 1e-6", async () => {
    const trace = await presetTensors(question, ['attentions.8'], { maskTokens: [question.blank] });
    const n = trace.tokens.length;
    const row = trace.tensors['attentions.8']!.data.subarray((10 * n + 8) * n, (10 * n + 9) * n);
    const reading = view.heads.find(({ layer, head }) => layer === 8 && head === 10)!;
    expect(view.leftOut).toEqual([0, 8, 12]);
    expect(Math.abs(reading.weight - (1 - row[0]! - row[8]! - row[12]!))).toBeLessThan(1e-6);
    expect(measureName('weight', view, reading)).toBe('sum(without(attentions.8[10][8], 0, 8, 12))');
    expect(reading.row).toEqual(Array.from(row, (weight) => Number(weight.toFixed(3))));
  });

  it.each([
    [8, 10],
    [11, 3],
    [0, 4],
  ])('at layer %i, head %i says what one request with this head knocked out says, within 1e-6', async (layer, head) => {
    const answers = JSON.parse(headRequests({ ...question, masked: [question.blank] }, { layer, head })).slice(1);
    const [without, whole] = await Promise.all(
      answers.map(async ({ interventions }: { interventions: [] }) => {
        const asked = { maskTokens: [question.blank], change: { interventions } };
        const [mask] = await presetFillMask(question, 100, asked);
        return mask!.candidates.find(({ id }) => id === view.id)!.probability;
      }),
    );
    const reading = view.heads.find((one) => one.layer === layer && one.head === head)!;
    expect(Math.abs(probabilityWithout(view, reading) - without!)).toBeLessThan(1e-6);
    expect(Math.abs(Math.exp(view.logProbability) - whole!)).toBeLessThan(1e-6);
    expect(Math.abs(reading.change - Math.log(without! / whole!))).toBeLessThan(1e-6);
  });
});

describe('what is asked of the reader', () => {
  const tokens = (count: number, blank?: number) =>
    Array.from({ length: count }, (_, at) => ({
      text: at === blank ? '[MASK]' : 'dog',
      special: at === 0 || at === count - 1,
    })) as unknown as Token[];

  it.each([
    [13, true],
    [25, true],
    [26, false],
    [300, false],
  ])('a sentence of %i tokens is swept without being asked: %s', (count, isQuick) => {
    expect(placeToSweep({ text: 'Dogs.', pair: '' }, tokens(count), 2)).toMatchObject({ isQuick, seqLen: count });
  });

  it("takes the sentence's own blank, else the tapped word", () => {
    const sentence = { text: 'Dogs.', pair: '' };
    expect(placeToSweep(sentence, tokens(9, 4), 2).question).toEqual({ ...sentence, blank: 4 });
    expect(placeToSweep(sentence, tokens(9), 2).question).toEqual({ ...sentence, blank: 2 });
    expect(isSameQuestion({ ...sentence, blank: 2 }, { ...sentence, blank: 3 })).toBe(false);
  });
});

describe('what is said of the heads', () => {
  const head = (at: number, weight: number, length: number, effect: number): HeadReading => ({
    layer: 0,
    head: at,
    weight,
    length,
    row: [],
    change: at % 2 ? effect : -effect,
  });
  const heads = Array.from({ length: 12 }, (_, at) => head(at, at / 11, 11 - at, at));

  it('correlates by rank, and not before there are enough', () => {
    expect(correlationWithEffect(heads, 'weight')).toBeCloseTo(1, 9);
    expect(correlationWithEffect(heads, 'length')).toBeCloseTo(-1, 9);
    expect(correlationWithEffect(heads.slice(0, 11), 'weight')).toBeUndefined();
  });

  it.each([12, 144])('of %i heads in unrelated orders stays within chance in 95 of 100 shuffles, within 2', (count) => {
    const ranks = [...Array(count).keys()];
    let state = 7;
    const random = () => {
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647;
    };
    const shuffled = () =>
      ranks
        .map((rank) => ({ rank, key: random() }))
        .sort((a, b) => a.key - b.key)
        .map(({ rank }) => rank);
    const inside = Array.from({ length: 2000 }, () => {
      const order = shuffled();
      const unrelated = ranks.map((rank) => head(rank, order[rank]!, 0, rank));
      return Math.abs(correlationWithEffect(unrelated, 'weight')!) <= chanceCorrelation(count);
    });
    expect(Math.abs(inside.filter(Boolean).length / 20 - 95)).toBeLessThan(2);
  });

  it('names the one whose loss changes most, and the one that looks at others for nothing', () => {
    const idle = head(12, 0.95, 1, 0.001);
    expect(extremes([...heads, idle])).toEqual({ most: heads[11], idle });
    expect(extremes([])).toBeUndefined();
  });

  it.each([wideRoom, narrowRoom])('draws every dot in its room: $width pixels', (room) => {
    const scale = dotsScale(mostOf(heads, 'length'), 11, room);
    for (const { length, change } of heads) {
      const effect = Math.abs(change);
      expect(scale.x(length)).toBeGreaterThan(0);
      expect(scale.x(length) + room.dot).toBeLessThanOrEqual(room.width);
      expect(scale.y(effect) - room.dot).toBeGreaterThanOrEqual(0);
      expect(scale.y(effect)).toBeLessThan(room.height);
    }
    expect(effectTicks(0.3)).toEqual([0, 0.01, 0.05, 0.1, 0.25]);
    expect(
      nearestDot(
        [
          { x: 0, y: 0 },
          { x: 9, y: 9 },
        ],
        8,
        7,
      ),
    ).toEqual({ x: 9, y: 9 });
  });
});
