import { describe, expect, it } from 'vitest';
import { headWords } from '../../../../shared/atlas/head-words.ts';
import {
  type AnswerPart,
  findHeads,
  relationsNeeded,
  whatCanBeAsked,
} from '../../../../site/atlas/overview/find-heads.ts';
import { makeOverview } from '../../../../site/atlas/overview/make-overview.ts';
import { wordsIn } from '../../../../site/atlas/overview/overview.ts';
import { relationNumbers } from '../../../../site/atlas/overview/relation-numbers.ts';
import { nameAt } from '../../../../site/atlas/overview/said.ts';
import { readAtlas } from '../../../../site/first-paint/read-atlas.ts';

const atlas = readAtlas();
const overview = makeOverview(atlas);

const named = (part: AnswerPart) => {
  if (part.of === 'relation') return part.relation.relation;
  if (part.of === 'measure') return part.measure;
  return part.of === 'kind' ? part.kind : nameAt(part.head);
};
const about = (question: string) => findHeads(overview, question)?.parts.map(named);

/** Heads whose words in the atlas itself name a relation or a habit. */
const saidOf = (names: readonly string[]) =>
  new Set(
    atlas.examples.flatMap((heads, layer) =>
      heads.flatMap((_, head) => {
        const words = headWords(atlas, layer, head);
        const found = words.map((one) => (one.kind === 'relation' ? one.relation : one.measure));
        return found.some((one) => names.includes(one)) ? [layer * heads.length + head] : [];
      }),
    ),
  );

describe('what the page is sent', () => {
  it('says the same words of every head as the whole atlas, in the same order', () => {
    for (const [layer, heads] of atlas.examples.entries()) {
      for (const head of heads.keys()) {
        expect(wordsIn(overview, layer * heads.length + head)).toEqual(headWords(atlas, layer, head));
      }
    }
  });

  it('is at most a tenth of the atlas', () => {
    expect(JSON.stringify(overview).length).toBeLessThan(JSON.stringify(atlas).length / 10);
  });
});

describe('a question in words', () => {
  it.each([
    ['objects', ['obj']],
    ['previous token', ['previous']],
    ['separators', ['sep']],
    ['passive', ['aux:pass', 'nsubj:pass']],
    ['commas', ['punct', 'punctuation']],
    ['possessive', ['nmod:poss']],
    ['Which heads find determiners', ['det']],
    ['dobj', ['obj']],
    ['nmod:poss', ['nmod:poss']],
    ['relative clause', ['acl:relcl']],
    ['[CLS]', ['cls']],
    ['grammar', ['relation']],
    ['9-11', ['9-11']],
    ['head 12-12', ['12-12']],
  ])('%s is about %j', (question, expected) => {
    expect(about(question)?.toSorted()).toEqual(expected.toSorted());
  });

  it.each([
    ['objects', ['obj']],
    ['possessive', ['nmod:poss']],
    ['passive', ['aux:pass', 'nsubj:pass']],
    ['previous token', ['previous']],
    ['separators', ['sep']],
  ])('%s lights the heads whose words say it, and no others', (question, names) => {
    const { lit } = findHeads(overview, question)!;
    expect(lit.size).toBeGreaterThan(0);
    expect(lit).toEqual(saidOf(names));
  });

  it('finds head 8-10 for objects, with its interval, cases and best fixed offset', () => {
    const [part] = findHeads(overview, 'objects')!.parts;
    if (part?.of !== 'relation') throw new Error(`expected a relation, found ${part?.of}`);
    const [best] = part.findings;
    const { accuracy, interval, count, baseline } = atlas.relations.obj!;
    expect(nameAt(best!.head)).toBe('8-10');
    expect(best).toMatchObject({ accuracy: accuracy['dependent-to-head'][7]![9], count, baseline });
    expect(best!.low).toBe(interval!['dependent-to-head'].low[7]![9]);
  });

  it('says where no head passes the rules which comes closest, and where there are too few cases nothing', () => {
    expect(findHeads(overview, 'adjectival clause modifier')!.parts).toEqual([]);
    const [closest] = findHeads(overview, 'obl')!.parts;
    expect(closest).toMatchObject({ of: 'relation', how: 'closest' });
    const { layer, head } = atlas.relations.obl!.best;
    expect(closest?.of === 'relation' && closest.findings.map((one) => nameAt(one.head))).toEqual([
      nameAt(layer * 12 + head),
    ]);
    expect(findHeads(overview, 'indirect object')!.parts).toMatchObject([{ how: 'few', findings: [] }]);
  });

  it('finds nothing where it has no such word, and is no question when it is empty', () => {
    expect(findHeads(overview, 'bananas')).toEqual({ parts: [], lit: new Set() });
    expect(findHeads(overview, '13-1')).toEqual({ parts: [], lit: new Set() });
    expect(findHeads(overview, '  ')).toBeUndefined();
  });

  it('is answered for everything that it says can be asked', () => {
    const all = whatCanBeAsked(overview);
    expect(all.length).toBeGreaterThan(30);
    for (const one of all) expect(findHeads(overview, one)?.lit.size, one).toBeGreaterThan(0);
  });
});

describe('a question with a limit', () => {
  const within = (question: string) => {
    const [part] = findHeads(overview, question)!.parts;
    return part?.of === 'measure' ? part.heads.map(({ head }) => head).toSorted((a, b) => a - b) : undefined;
  };
  const where = (isIn: (value: number) => boolean, values: readonly number[]) =>
    values.flatMap((value, head) => (isIn(value) ? [head] : []));

  it('holds a measure to it, from either side, in percent too', () => {
    const { sep, entropy_bits } = overview.values;
    expect(within('separators at least .7')).toEqual(where((value) => value >= 0.7, sep));
    expect(within('separators at least 70 %')).toEqual(within('separators at least .7'));
    expect(within('separators > 70')).toEqual(within('separators at least .7'));
    expect(within('entropy at most 1 bit')).toEqual(where((value) => value <= 1, entropy_bits));
    expect(within('weight on [SEP] at most .05')).toEqual(where((value) => value <= 0.05, sep));
  });

  it('holds the accuracy of every head to it once the numbers of the relation are known', () => {
    const question = 'objects at least 45 %';
    expect(relationsNeeded(overview, question)).toEqual(['obj']);
    expect(findHeads(overview, question)!.parts).toMatchObject([{ how: 'unknown' }]);
    const { lit } = findHeads(overview, question, { obj: relationNumbers(atlas, 'obj') })!;
    const { accuracy } = atlas.relations.obj!;
    const tables = [accuracy['dependent-to-head'].flat(), accuracy['head-to-dependent'].flat()];
    expect(lit).toEqual(new Set(tables.flatMap((table) => where((value) => value >= 0.45, table))));
    expect(lit.size).toBeGreaterThan(
      findHeads(overview, 'objects at least 80 %', { obj: relationNumbers(atlas, 'obj') })!.lit.size,
    );
  });
});

describe('a question with several conditions', () => {
  it('lights the heads that meet all of them, and tells of each', () => {
    const answer = findHeads(overview, 'objects and [SEP] at least .4')!;
    expect(answer.conditions).toBe(2);
    expect(answer.parts.map(named)).toEqual(['obj', 'sep']);
    const { sep } = overview.values;
    const both = [...saidOf(['obj'])].filter((head) => sep[head]! >= 0.4);
    expect(both.length).toBeGreaterThan(1);
    expect(answer.lit).toEqual(new Set(both));
  });

  it.each([
    ['heads that find objects with entropy under 2', ['obj', 'entropy_bits']],
    ['separators more than .4, objects, confidence at least .5', ['sep', 'obj', 'confidence']],
    ['grammar with distance at most 5', ['relation', 'distance']],
  ])('%s', (question, expected) => expect(about(question)).toEqual(expected));

  it('needs the numbers of a relation that has a limit in any of them', () => {
    const question = 'objects at least 80 % and [SEP] at least .4';
    expect(relationsNeeded(overview, question)).toEqual(['obj']);
    expect(findHeads(overview, question)!.lit.size).toBe(0);
    const { lit } = findHeads(overview, question, { obj: relationNumbers(atlas, 'obj') })!;
    expect([...lit].map(nameAt)).toContain('8-10');
  });

  it('lights none where no head meets all, also not the best head of a relation that none finds', () => {
    const [closest] = findHeads(overview, 'punct')!.lit;
    expect(overview.values.distance[closest!]).toBeGreaterThan(1);
    const answer = findHeads(overview, 'punct and distance at least 1')!;
    expect(answer.parts.map(named)).toEqual(['punct', 'distance']);
    expect(answer.lit.size).toBe(0);
  });

  it('is one condition where the whole text has a meaning, or a part has none', () => {
    expect(findHeads(overview, 'objects')!.conditions).toBeUndefined();
    expect(findHeads(overview, 'objects and bananas')).toEqual({ parts: [], lit: new Set() });
  });
});
