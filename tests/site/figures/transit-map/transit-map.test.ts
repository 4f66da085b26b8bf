import { describe, expect, it } from 'vitest';
import { layersFigure } from '../../../../site/figures/layers/pair-drift.ts';
import {
  beyond,
  narrowRoom,
  spread,
  ticks,
  track,
  trackScale,
  wideRoom,
} from '../../../../site/figures/transit-map/track-layout.ts';
import {
  lostFrom,
  stations,
  transitOfToken,
  transitOfWord,
  wordQuestions,
} from '../../../../site/figures/transit-map/transit-map.ts';
import {
  baselineText,
  measureBaseline,
  stateNames,
  wordInContext,
} from '../../../../site/figures/two-sentences/two-sentences.ts';
import { presetTensors } from '../../../../site/first-paint/preset-trace.ts';
import { start } from '../../../../site/reader/reader.svelte.ts';

const read = (text: string) => presetTensors({ text, pair: '' }, stateNames);
const baseline = measureBaseline(await read(baselineText), baselineText);
const [first, second, third] = wordQuestions[0]!.texts;
const bank = wordInContext([await read(first), await read(second), await read(third)], wordQuestions[0]!, baseline);
const view = transitOfWord(bank, baseline);

describe('the ways of a word', () => {
  it('lie 1 - cosine from the straight line, the other sense below, and say so in their names', () => {
    expect(view.below.values).toEqual(bank.all.second.map((cosine) => 1 - cosine));
    expect(view.above.values).toEqual(bank.all.third.map((cosine) => 1 - cosine));
    expect(view.below.label).toBe('They had a picnic on the bank of the river.');
    const [one, other] = bank.places;
    expect(view.below.nameOf(3)).toBe(`1 - cos(hidden_states@0.3[${one}], hidden_states@1.3[${other}])`);
    expect(view.any.nameOf(3)).toMatch(/^1 - mean_cosine\(/);
  });

  it('of a token of a sentence begin at its input, 0 away from it within 1e-6', async () => {
    const own = layersFigure.view(await presetTensors(start, layersFigure.names(start)), start);
    const ways = transitOfToken(own, 2);
    expect(Math.abs(ways.below.values[0]!)).toBeLessThan(1e-6);
    expect(ways.below.values.length).toBe(stations.length);
    expect(ways.above.nameOf(5)).toBe('1 - cos(hidden_states.5[8], hidden_states.5[2])');
    expect(ways.above.values[5]).toBe(1 - own.cosines[5]![2]!);
  });

  it('are lost from the station on after which they stay beyond any two words', () => {
    const line = (values: number[]) => ({ values, nameOf: String });
    expect(lostFrom(line([0, 3, 1, 3, 3]), line([2, 2, 2, 2, 2]))).toBe(3);
    expect(lostFrom(line([0, 3, 3, 3, 1]), line([2, 2, 2, 2, 2]))).toBeUndefined();
  });
});

describe.each([
  ['wide', wideRoom],
  ['narrow', narrowRoom],
])('the %s picture of them', (_, room) => {
  const scale = trackScale(view, room);

  it('is true to scale: equal distances are equal heights, both ways', () => {
    expect(scale.y(0.5) - scale.y(0.25)).toBeCloseTo(scale.y(-0.25) - scale.y(-0.5), 9);
    expect(scale.y(0.4) - scale.y(0)).toBeCloseTo(0.4 * scale.unit, 9);
  });

  it('has every line, station and tick inside its room', () => {
    const heights = [...view.below.values.map(scale.y), ...view.above.values.map((value) => scale.y(-value))];
    for (const y of [...heights, ...ticks(scale, room).map(scale.y)]) {
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(room.height);
    }
    expect(scale.x(0)).toBe(room.left);
    expect(scale.x(12)).toBeCloseTo(room.width - room.right, 9);
  });

  it('draws a track through its stations, and what is beyond it to the edge', () => {
    const path = track(view.below.values, scale);
    expect(path.match(/C/g)!.length).toBe(stations.length - 1);
    expect(path.endsWith(` ${Math.round(scale.y(view.below.values[12]!) * 10) / 10}`)).toBe(true);
    expect(beyond(view.any.values, scale, room.height)).toContain(`V${room.height}`);
  });

  it('keeps names apart, and leaves those alone that are', () => {
    expect(spread([10, 20, 200], 60)).toEqual([10, 70, 200]);
  });
});
