import { describe, expect, it } from 'vitest';
import { clarkRows } from '../../../../site/atlas/overview/clark-table.ts';
import { along, axesOf, middleOf, planePlaces } from '../../../../site/atlas/overview/dot-places.ts';
import { findHeads } from '../../../../site/atlas/overview/find-heads.ts';
import { foundSigns, kindCells, measureCells } from '../../../../site/atlas/overview/grid-cells.ts';
import { kindsOf, layersOf } from '../../../../site/atlas/overview/head-kinds.ts';
import { makeOverview } from '../../../../site/atlas/overview/make-overview.ts';
import { valueText } from '../../../../site/atlas/overview/measures.ts';
import { wordsIn } from '../../../../site/atlas/overview/overview.ts';
import { firstPlace, placeQuery, readPlace } from '../../../../site/atlas/overview/place.ts';
import { relationFile, relationNumbers } from '../../../../site/atlas/overview/relation-numbers.ts';
import { readAtlas } from '../../../../site/first-paint/read-atlas.ts';

const atlas = readAtlas();
const overview = makeOverview(atlas);
const words = overview.places.map((_, head) => wordsIn(overview, head));

describe('the address of the page of all heads', () => {
  it('is empty for what the page shows at first, and gives back what was chosen', () => {
    expect(placeQuery(firstPlace)).toBe('');
    const place = { by: 'from-aux:pass', x: 'entropy_bits', y: 'removal', find: 'objects at least 50 %' } as const;
    expect(readPlace(placeQuery(place), overview.relations)).toEqual(place);
  });

  it('keeps to what is measured: other names, and relations with too few cases, are as at first', () => {
    const query = '?by=mood&x=from-iobj&y=from-nonsense';
    expect(readPlace(query, overview.relations)).toEqual(firstPlace);
  });
});

describe('the cells of the map', () => {
  it('say of a head that finds a relation how often, of how many, the interval and the best fixed offset', () => {
    const cell = kindCells(words)[7 * 12 + 9]!;
    expect(cell).toMatchObject({ look: 'k-relation and-sep', sign: 'object' });
    expect(cell.said).toMatch(
      /^8-10: from an object to its verb, 86\s% of 877 cases \(95\s% interval 84\sto\s88\s%\); best fixed offset, 2 words before: 39\s%/,
    );
  });

  it('frame the heads whose words name the relation, and no others', () => {
    const known = { obj: relationNumbers(atlas, 'obj') };
    const framed = measureCells({ overview, known }, 'from-obj').flatMap(({ look }, head) =>
      look.includes('sure') ? [head] : [],
    );
    const said = words.flatMap((ofHead, head) =>
      ofHead.some((one) => one.kind === 'relation' && one.relation === 'obj' && one.direction === 'dependent-to-head')
        ? [head]
        : [],
    );
    expect(framed).toEqual(said);
  });

  it('frame the heads whose removal is told from nothing, and say its interval', () => {
    const cells = measureCells({ overview, known: {} }, 'removal');
    const { low, high } = overview.removal;
    expect(cells.map(({ look }) => look.includes('sure'))).toEqual(
      low.map((least, head) => least > 0 || high[head]! < 0),
    );
    expect(cells[0]!.said).toMatch(
      /^1-1: change of ln p without the head −?[\d.]+, 95\s% interval −?[\d.]+ to −?[\d.]+, 40 words$/,
    );
  });

  it('hold the numbers for which a question finds their heads', () => {
    const signs = foundSigns(findHeads(overview, 'passive')!);
    expect(signs.get(3 * 12 + 9)).toBe('99\u00a0%');
    const bits = [...foundSigns(findHeads(overview, 'entropy at most 1')!).values()];
    expect(bits.length).toBeGreaterThan(0);
    for (const sign of bits) expect(Number(sign)).toBeLessThanOrEqual(1);
  });

  it('print a share without its zero, an accuracy in percent, a change with its sign', () => {
    expect(valueText('share', 0.454)).toBe('.45');
    expect(valueText('accuracy', 0.8586)).toBe('86\u00a0%');
    expect(valueText('bits', 0.0194)).toBe('.019 bits');
    expect(valueText('change', -0.0512)).toBe('−.051');
  });
});

describe('the layers of a kind', () => {
  it('are the fewest neighbours that hold four of five of its heads', () => {
    const kinds = [['sep'], ['none'], ['sep'], ['sep', 'relation'], ['sep'], ['sep'], ['relation'], ['none']] as const;
    expect(layersOf('sep', kinds, 4)).toEqual({ first: 1, last: 2, inside: 4, all: 5 });
    const punctuation = layersOf('punctuation', words.map(kindsOf), 12);
    expect(punctuation).toMatchObject({ first: 10, last: 11 });
  });
});

describe('dots', () => {
  it('stand by their measures; two parts of the same whole have one scale', () => {
    const { x, y } = axesOf('sep', 'norm_sep', [0, 0.8], [0.1, 0.4]);
    expect(x).toEqual(y);
    expect(along(x, 0)).toBe(0);
    expect(along(x, 0.8)).toBeLessThan(100);
    const changes = axesOf('removal', 'entropy_bits', [-0.05, 0.04], [1, 4]).x;
    expect(along(changes, -0.05)).toBeGreaterThan(0);
  });

  it('keep the distances of the atlas up to one scale', () => {
    const { dots, shape } = planePlaces(overview);
    const onPage = (a: number, b: number) =>
      Math.hypot((dots[a]!.left - dots[b]!.left) * shape, dots[a]!.top - dots[b]!.top);
    const inPlane = (a: number, b: number) =>
      Math.hypot(overview.places[a]![0] - overview.places[b]![0], overview.places[a]![1] - overview.places[b]![1]);
    const scale = onPage(0, 143) / inPlane(0, 143);
    for (const [a, b] of [
      [5, 70],
      [103, 20],
      [12, 140],
    ] as const) {
      expect(onPage(a, b) / inPlane(a, b)).toBeCloseTo(scale, 6);
    }
    expect(
      middleOf([
        { left: 1, top: 9 },
        { left: 3, top: 1 },
        { left: 2, top: 5 },
      ]),
    ).toEqual({ left: 2, top: 5 });
  });
});

describe('the table of Clark et al.', () => {
  it('has for each relation count, interval and best fixed offset, at their head and at our best', () => {
    const rows = clarkRows(atlas);
    expect(rows.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['pobj', 'det', 'dobj', 'poss', 'auxpass', 'amod', 'nn', 'mark']),
    );
    for (const { label, relation, count, there, best, ourBaseline, baseline } of rows) {
      expect(count, label).toBeGreaterThanOrEqual(50);
      for (const one of [there, best]) {
        expect(one.low, label).toBeLessThanOrEqual(one.accuracy);
        expect(one.high, label).toBeGreaterThanOrEqual(one.accuracy);
      }
      expect(there.accuracy).toBeLessThanOrEqual(best.accuracy);
      expect(best.accuracy).toBeCloseTo(atlas.relations[relation]!.best.accuracy, 4);
      expect(ourBaseline).toEqual(atlas.relations[relation]!.baseline);
      expect(baseline.offset).not.toBe(0);
    }
  });

  it('has the numbers that the paper is known for', () => {
    const published = Object.fromEntries(clarkRows(atlas).map((row) => [row.label, row]));
    expect(published.det).toMatchObject({
      layer: 7,
      head: 10,
      accuracy: 94.3,
      baseline: { offset: 1, accuracy: 51.7 },
    });
    expect(published.dobj).toMatchObject({ layer: 7, head: 9, accuracy: 86.8, baseline: { offset: -2, accuracy: 40 } });
    expect(published.mark).toMatchObject({ layer: 7, head: 1, accuracy: 50.7 });
  });
});

describe('the numbers of a relation', () => {
  it('are those of the atlas, in a file whose name every file system takes', () => {
    const numbers = relationNumbers(atlas, 'aux:pass');
    expect(numbers.accuracy[0]![3 * 12 + 9]).toBe(atlas.relations['aux:pass']!.best.accuracy);
    expect(relationFile('aux:pass')).toBe('aux-pass');
    expect(() => relationNumbers(atlas, 'iobj')).toThrow(/expected a relation with at least 50 cases, found iobj/);
  });
});
