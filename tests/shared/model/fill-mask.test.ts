import { describe, expect, it } from 'vitest';
import { maskCandidates } from '../../../shared/model/fill-mask.ts';
import { seededRandom } from '../engine/random.ts';

/** Logits of 1000 words, many of them equal. */
const logits = seededRandom(30)
  .normals(1000, 4)
  .map((value) => Math.round(value));
const vocabulary = { word: (id: number) => `word${id}`, wordId: (word: string) => Number(word.slice(4)) };

describe('maskCandidates', () => {
  it.each([1, 2, 7, 499, 500, 501, 1000, 5000])('gives the %i best words, best first, equal ones by id', (topK) => {
    const sorted = [...logits.keys()].sort((a, b) => logits[b] - logits[a] || a - b);
    const found = maskCandidates(logits, vocabulary, { topK });
    expect(found.map(({ id }) => id)).toEqual(sorted.slice(0, topK));
  });

  it('gives probabilities over the whole vocabulary, within 1e-12, however large the logits', () => {
    const found = maskCandidates(Float32Array.of(1e4, 1e4 + 1, 0), vocabulary, { topK: 3 });
    expect(found.map(({ token }) => token)).toEqual(['word1', 'word0', 'word2']);
    expect(Math.abs(found[0].probability - 1 / (1 + Math.exp(-1)))).toBeLessThan(1e-12);
    expect(Math.abs(found[1].probability - 1 / (1 + Math.E))).toBeLessThan(1e-12);
    expect(found[2].probability).toBe(0);
  });
});
