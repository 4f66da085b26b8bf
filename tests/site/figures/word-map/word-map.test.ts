import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sumsThatComeOut, sumsThatFail } from '../../../../site/figures/arithmetic/word-sums.ts';
import {
  isInSight,
  kindLabels,
  type MapLabel,
  mapLabels,
  mapScale,
  narrowRoom,
  wideRoom,
  windowAround,
} from '../../../../site/figures/word-map/map-layout.ts';
import {
  readerWordsFigure,
  sameKindShare,
  type WordKind,
  wordMap,
} from '../../../../site/figures/word-map/word-map.ts';
import { presetTensors } from '../../../../site/first-paint/preset-trace.ts';
import { readWordTable } from '../../../../site/first-paint/word-table.ts';
import { start } from '../../../../site/reader/reader.svelte.ts';

const list: WordKind[] = JSON.parse(readFileSync('site/figures/word-map/map-words.json', 'utf8'));
const map = wordMap(list, await readWordTable(), [...sumsThatComeOut, ...sumsThatFail]);
const placeOf = (word: string) => map.words.find((one) => one.word === word)!;

describe('the map of words', () => {
  it('holds each word of the list once, of the kind that the list says', () => {
    expect(new Set(map.words.map(({ word }) => word)).size).toBe(list.flatMap(({ words }) => words).length);
    for (const { word, kind } of map.words) expect(list[kind]!.words).toContain(word);
  });

  it('keeps a tenth of the variance or more, and has neighbours of one kind more often than not, in the plane as in all directions', () => {
    expect(map.kept).toBeGreaterThan(0.1);
    expect(map.kept).toBeLessThan(0.5);
    expect(map.sameKind.plane).toBeGreaterThan(0.8);
    expect(map.sameKind.all).toBeGreaterThan(map.sameKind.plane);
  });

  it("puts the reader's words where the same words of the list are, within 0.002", async () => {
    const figure = readerWordsFigure(map.plane);
    const place = { ...start, text: 'The cat in Paris, the Cat in Tokyo!' };
    const { words } = figure.view(await presetTensors(place, figure.names(place)), place);
    expect(words.map(({ word }) => word)).toEqual(['the', 'cat', 'in', 'paris', 'tokyo']);
    for (const word of ['cat', 'paris', 'tokyo']) {
      const found = words.find((one) => one.word === word)!;
      expect(Math.hypot(found.x - placeOf(word).x, found.y - placeOf(word).y), word).toBeLessThan(0.002);
    }
  });

  it('draws a sum as a parallelogram, and marks the row that the table has nearest', () => {
    const [king] = map.sums;
    expect(king!.nearest.word).toBe('queen');
    expect(king!.tip[0]).toBeCloseTo(placeOf('king').x - placeOf('man').x + placeOf('woman').x, 9);
    const paris = map.sums.find(({ from }) => from.word === 'paris')!;
    expect([paris.nearest.word, paris.expected.word]).toEqual(['italian', 'rome']);
    expect(paris.expected).toMatchObject({ x: placeOf('rome').x, y: placeOf('rome').y });
  });

  it('counts neighbours of the same kind: 2 of 4 where two are among strangers', () => {
    const at = [0, 1, 10, 1.5];
    expect(sameKindShare([0, 0, 1, 1], (a, b) => -Math.abs(at[a]! - at[b]!))).toBe(0.5);
  });
});

describe.each([
  ['wide', wideRoom],
  ['narrow', narrowRoom],
])('its %s layout', (_, room) => {
  const scale = mapScale(windowAround(map.words), room);
  const dots = map.words.map((word) => ({ ...word, x: scale.x(word.x), y: scale.y(word.y) }));

  it('has every word in sight, one scale for both axes', () => {
    expect(dots.every((dot) => isInSight(dot, room))).toBe(true);
    expect(scale.x(1) - scale.x(0)).toBeCloseTo(scale.y(0) - scale.y(1), 9);
  });

  it('writes no word over another, and names every kind', () => {
    const names = kindLabels(dots, map.kinds, room);
    expect(names.map(({ index }) => map.kinds[index])).toEqual(map.kinds);
    const labels = mapLabels(
      dots,
      room,
      names.map(({ box }) => box),
    );
    expect(labels.length).toBeGreaterThan(20);
    const all: MapLabel[] = [...names, ...labels];
    all.forEach(({ box: a }, at) => {
      for (const { box: b } of all.slice(at + 1)) {
        expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false);
      }
    });
  });

  it('brings what it zooms to into the middle of the room', () => {
    const near = windowAround([placeOf('king'), placeOf('queen')], 0.5, 0.2);
    const closer = mapScale(near, room);
    expect(closer.unit).toBeGreaterThan(2 * scale.unit);
    expect((closer.x(placeOf('king').x) + closer.x(placeOf('queen').x)) / 2).toBeCloseTo(room.width / 2, 6);
  });
});
