import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Atlas, leastCases } from '../../../shared/atlas/atlas.ts';
import { headEntry } from '../../../shared/atlas/head-entry.ts';
import { headWords, wordsOf } from '../../../shared/atlas/head-words.ts';

const atlas = JSON.parse(readFileSync('site/content/atlas/pud.json', 'utf8')) as Atlas;
const heads = atlas.examples.flatMap((row, layer) => row.map((_, head) => ({ layer, head })));

describe('what may be said of a head', () => {
  it('is a relation only with 50 cases, half of them right, and the whole interval 10 points above the best fixed offset', () => {
    const found = heads.flatMap(({ layer, head }) => headWords(atlas, layer, head));
    const relations = found.filter((words) => words.kind === 'relation');
    expect(relations.length).toBeGreaterThan(30);
    for (const { count, accuracy, low, high, baseline } of relations) {
      expect(count).toBeGreaterThanOrEqual(leastCases);
      expect(accuracy).toBeGreaterThanOrEqual(0.5);
      expect(low - baseline.accuracy).toBeGreaterThanOrEqual(0.1);
      expect(low <= accuracy && accuracy <= high).toBe(true);
    }
  });

  it('leaves nothing out that the rule allows', () => {
    const said = new Set(
      heads.flatMap(({ layer, head }) =>
        headWords(atlas, layer, head).flatMap((words) =>
          words.kind === 'relation' ? [`${layer}-${head} ${words.relation} ${words.direction}`] : [],
        ),
      ),
    );
    const allowed = heads.flatMap(({ layer, head }) =>
      headEntry(atlas, layer, head).relations.flatMap(({ relation, direction, accuracy, low, baseline }) =>
        low !== null && accuracy >= 0.5 && low - baseline.accuracy >= 0.1
          ? [`${layer}-${head} ${relation} ${direction}`]
          : [],
      ),
    );
    expect(said).toEqual(new Set(allowed));
  });

  it('has the clearest relation first, and habits by their means', () => {
    expect(
      headWords(atlas, 7, 10)
        .map(({ words }) => words)
        .slice(0, 2),
    ).toEqual(['from a preposition or ’s to its noun', 'from a determiner to its noun']);
    expect(headWords(atlas, 2, 0)).toEqual([
      { kind: 'habit', words: 'the next token', measure: 'next', mean: atlas.heads.next[2]![0] },
    ]);
  });

  it('has words for every relation of the treebank with enough cases, and its label for any other', () => {
    for (const [relation, { count }] of Object.entries(atlas.relations)) {
      if (count >= leastCases) expect(wordsOf(relation, 'dependent-to-head')).not.toContain('the dependent of');
    }
    expect(wordsOf('clf', 'dependent-to-head')).toBe('from the dependent of clf to its head');
  });
});

describe('one head', () => {
  it('has the numbers of the tables at its place', () => {
    const entry = headEntry(atlas, 8, 10);
    expect([entry.name, entry.page]).toEqual(['9-11', '/heads/9-11']);
    expect(entry.measures.entropy_bits).toBe(atlas.heads.entropy_bits[8]![10]);
    expect(entry.by_offset).toBe(atlas.by_offset[8]![10]);
    expect(entry.removal).toMatchObject({ words: atlas.removal.words, mean: atlas.removal.mean[8]![10] });
    expect(entry.relations.find(({ relation }) => relation === 'goeswith')).toMatchObject({ low: null, high: null });
  });

  it('has only the sentences that its examples show, and its guesses are what its weights say', () => {
    for (const { layer, head } of heads) {
      const { examples, habit_examples: habit, example_sentences: sentences } = headEntry(atlas, layer, head);
      const all = [...examples.right, ...examples.wrong];
      const ofHabit = [...(habit?.most ?? []), ...(habit?.least ?? [])];
      expect(new Set([...all, ...ofHabit].map(({ sentence }) => sentence)).size).toBe(sentences.length);
      for (const { sentence, by_word: byWord } of ofHabit) {
        expect(byWord).toHaveLength(sentences[sentence]!.words.length + 2);
      }
      for (const { sentence, word, guess, weights } of all) {
        expect(weights).toHaveLength(sentences[sentence]!.words.length);
        const others = weights.filter((_, other) => other !== word);
        expect(weights[guess]).toBe(Math.max(...others));
      }
      expect(examples.right.every(({ guess, partner }) => guess === partner)).toBe(true);
      expect(examples.wrong.some(({ guess, partner }) => guess === partner)).toBe(false);
    }
  });

  it('is refused where there is none', () => {
    expect(() => headEntry(atlas, 12, 0)).toThrow('expected a head from 0-0 to 11-11, found 12-0');
  });
});
