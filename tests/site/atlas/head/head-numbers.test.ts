import { describe, expect, it } from 'vitest';
import { headEntry } from '../../../../shared/atlas/head-entry.ts';
import { headDescription, headSaid, namelessCount } from '../../../../site/atlas/head/head-said.ts';
import { likenessOf, likenessSteps } from '../../../../site/atlas/head/likeness.ts';
import { measureRows, stripsSvg } from '../../../../site/atlas/head/measure-rows.ts';
import { portraitArcs, printedArcs } from '../../../../site/atlas/head/portrait.ts';
import { drawnRelations, drawnWords, rareRelations, relationRows } from '../../../../site/atlas/head/relation-rows.ts';
import { removalPlace, removalReach } from '../../../../site/atlas/head/removal-scale.ts';
import { readAtlas } from '../../../../site/first-paint/read-atlas.ts';

const atlas = readAtlas();
const places = atlas.examples.flatMap((heads, layer) => heads.map((_, head) => [layer, head] as const));

describe('the portrait', () => {
  it('has an arc for each offset and each kind of token, as thick as its weight, the heaviest on top', () => {
    const arcs = portraitArcs(headEntry(atlas, 2, 0));
    expect(arcs).toHaveLength(20);
    expect(arcs.at(-1)).toMatchObject({ to: 1, weight: atlas.by_offset[2]![0]![9] });
    for (const { weight, thickness } of arcs) expect(thickness).toBeCloseTo(Math.max(0.4, 11 * weight), 1);
  });

  it('prints the heaviest weight of each head, and at most one more, which is heavy and has room', () => {
    for (const [layer, head] of places) {
      const arcs = portraitArcs(headEntry(atlas, layer, head));
      const [first, second, ...more] = printedArcs(arcs);
      expect(first!.weight).toBe(Math.max(...arcs.map(({ weight }) => weight)));
      expect(second?.weight ?? 1).toBeGreaterThanOrEqual(0.1);
      expect(more).toEqual([]);
    }
  });
});

describe('where a head stands', () => {
  it('ranks are a count of heads that have more, and every head has a rank', () => {
    for (const measure of ['sep', 'entropy_bits'] as const) {
      const ranks = places.map(
        ([layer, head]) => measureRows(atlas, layer, head).find((row) => row.measure === measure)!.rank,
      );
      expect(Math.min(...ranks)).toBe(1);
      expect(Math.max(...ranks)).toBeLessThanOrEqual(places.length);
      const most = atlas.heads[measure].flat().indexOf(Math.max(...atlas.heads[measure].flat()));
      expect(ranks[most]).toBe(1);
    }
  });

  it('no head is beyond the end of a strip, so that none is drawn at another place than its own', () => {
    for (const [layer, head] of places) {
      const { at } = measureRows(atlas, layer, head).find(({ measure }) => measure === 'distance')!;
      expect(at).toBeLessThan(1);
    }
  });

  it('the strips have a mark for each value, each in its row', () => {
    const svg = stripsSvg([
      { values: [0, 0.5, 1], low: 0, high: 1 },
      { values: [-1, 1], low: -1, high: 1 },
    ]);
    expect(svg).toContain('<path d="M0.0 2v8M300.0 2v8M600.0 2v8"/><path d="M0.0 14v8M600.0 14v8"/>');
    expect(svg).toContain('viewBox="0 0 600 24"');
  });

  it('removal: all intervals have room on its scale, and 0 is in the middle', () => {
    const reach = removalReach(atlas.removal);
    expect(removalPlace(0, reach)).toBe(0.5);
    for (const table of [atlas.removal.low, atlas.removal.high, atlas.removal.mean]) {
      for (const change of table.flat()) expect(Math.abs(removalPlace(change, reach) - 0.5)).toBeLessThanOrEqual(0.5);
    }
  });

  it('likeness: the head itself has a value of its own, the nearest are most alike', () => {
    const own = 8 * 12 + 10;
    const steps = likenessOf(atlas.similarity, own);
    expect(steps.filter((step) => step === -1)).toHaveLength(1);
    expect(steps[own]).toBe(-1);
    const [nearest] = headEntry(atlas, 8, 10).nearest;
    expect(steps[nearest!.layer * 12 + nearest!.head]).toBe(Math.max(...steps));
    expect(Math.max(...steps)).toBeLessThan(likenessSteps);
  });
});

describe('relations', () => {
  const { relations } = headEntry(atlas, 8, 10);

  it.each([...Array(144).keys()])(
    'of head %i drawn are those above their baseline, furthest first, twelve at most',
    (at) => {
      const entry = headEntry(atlas, Math.floor(at / 12), at % 12);
      const above = ({ accuracy, baseline }: (typeof entry.relations)[number]) => accuracy - baseline.accuracy;
      const drawn = drawnRelations(entry.relations);
      const expected = entry.relations
        .filter((one) => one.count >= 50 && above(one) > 0)
        .map(above)
        .sort((a, b) => b - a);
      expect(drawn.map(above)).toEqual(expected.slice(0, 12));
      expect(drawnWords(drawn.length)).toContain('right of');
    },
  );

  it('each relation is in the table or among the rare ones, of which only the count is said', () => {
    const rows = relationRows(relations).map(({ relation }) => relation);
    const rare = rareRelations(relations);
    expect([...rows, ...rare.map(({ relation }) => relation)].sort()).toEqual(Object.keys(atlas.relations).sort());
    for (const one of rare) expect(Object.keys(one)).toEqual(['relation', 'count']);
  });
});

describe('what is said', () => {
  it('of a relation: how often it is right, of how many, the interval and the best fixed offset', () => {
    const [said] = headSaid(headEntry(atlas, 8, 10).words);
    expect(said!.words).toBe('From an apposition to the noun that it explains');
    expect(said!.numbers).toMatch(
      /^right in \d+\s% of \d+ cases \(95\s% interval \d+\sto\s\d+\s%\); best fixed offset, 2 words before: \d+\s%$/,
    );
  });

  it('of a habit: the mean that allows it', () => {
    expect(headSaid(headEntry(atlas, 2, 0).words)[0]).toEqual({
      words: 'The next token',
      numbers: 'gets .92 of its weight, mean over all tokens',
    });
    expect(headSaid(headEntry(atlas, 0, 6).words)[0]!.numbers).toMatch(/^4\.\d bits of entropy/);
  });

  it('of a head without a name: that it has none', () => {
    const nameless = places.filter(([layer, head]) => headEntry(atlas, layer, head).words.length === 0);
    expect(namelessCount(atlas)).toBe(nameless.length);
    expect(headDescription('1-1', [], 1000)).toBe(
      'Head 1-1 of BERT, measured over 1,000 annotated sentences. No rule gives it a name.',
    );
  });
});
