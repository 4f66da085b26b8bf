import { describe, expect, it } from 'vitest';
import type { KnockOutModel } from '../../../../site/figures/knock-out/knock-out.ts';
import {
  dotsScale,
  effectTicks,
  mostOf,
  narrowRoom,
  nearestDot,
  wideRoom,
} from '../../../../site/figures/weight-and-effect/dots-layout.ts';
import { sweepHeads } from '../../../../site/figures/weight-and-effect/sweep-heads.ts';
import {
  chanceCorrelation,
  correlationWithEffect,
  extremes,
  type HeadReading,
  measureName,
  type SweepView,
} from '../../../../site/figures/weight-and-effect/weight-and-effect.ts';
import { presetFillMask, presetTensors } from '../../../../site/first-paint/preset-trace.ts';
import { firstPreset } from '../../../../site/reader/presets.ts';

const question = { text: firstPreset.text, pair: '', blank: firstPreset.token };
const model: KnockOutModel = {
  trace: presetTensors,
  fillMask: async (...asked) => (await presetFillMask(...asked))[0]!.candidates,
};
const layer = 8;
const parts: SweepView[] = [];
const view = await sweepHeads(model, question, [layer], { onpart: (part) => parts.push(part) });

describe('the sweep of one layer', () => {
  it('has its twelve heads once each, and tells of each as soon as it is there', () => {
    expect(view.heads.map(({ head }) => head).sort((a, b) => a - b)).toEqual([...Array(12).keys()]);
    expect(view.heads.every((one) => one.layer === layer)).toBe(true);
    expect(parts.map(({ heads }) => heads.length)).toEqual(Array.from({ length: 12 }, (_, at) => at + 1));
  });

  it("reads head 11's row of the blanked sentence without special tokens and the blank, within 1e-6", async () => {
    const trace = await presetTensors(question, [`attentions.${layer}`], { maskTokens: [question.blank] });
    const n = trace.tokens.length;
    const row = trace.tensors[`attentions.${layer}`]!.data.subarray((10 * n + 8) * n, (10 * n + 9) * n);
    const reading = view.heads.find(({ head }) => head === 10)!;
    expect(view.leftOut).toEqual([0, 8, 12]);
    expect(Math.abs(reading.weight - (1 - row[0]! - row[8]! - row[12]!))).toBeLessThan(1e-6);
    expect(measureName('weight', view, reading)).toBe('sum(without(attentions.8[10][8], 0, 8, 12))');
  });

  it('has as effect how far the logarithm of the probability moves', () => {
    for (const { probability, effect } of view.heads) {
      expect(effect).toBeCloseTo(Math.abs(Math.log(probability) - Math.log(view.probability)), 9);
    }
  });

  it('asks no more once it is given up', async () => {
    const giveUp = new AbortController();
    let asked = 0;
    const counted: KnockOutModel['fillMask'] = (...all) => {
      asked++;
      return model.fillMask(...all);
    };
    const counting: KnockOutModel = { ...model, fillMask: counted };
    const watched = { onpart: () => giveUp.abort(), signal: giveUp.signal };
    await expect(sweepHeads(counting, question, [layer], watched)).rejects.toThrow();
    expect(asked).toBeLessThan(8);
  });
});

describe('what is said of the heads', () => {
  const head = (at: number, weight: number, length: number, effect: number): HeadReading => ({
    layer: 0,
    head: at,
    weight,
    length,
    probability: 0.5,
    effect,
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
    for (const { length, effect } of heads) {
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
