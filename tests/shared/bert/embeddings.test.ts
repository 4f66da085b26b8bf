import { describe, expect, it } from 'vitest';
import { embeddings } from '../../../shared/bert/embeddings.ts';
import { row } from '../../../shared/bert/float-tensor.ts';
import { expectClose } from '../../expect-close.ts';
import { golden, goldenCases, tinyConfig, tinyWeights } from './tiny-bert.ts';

const embed = (inputIds: number[], tokenTypeIds: number[]) =>
  embeddings(tinyConfig, tinyWeights.embeddings, { inputIds, tokenTypeIds });

describe('embeddings', () => {
  it.each(goldenCases)('looks up word, position and token type of "%s" exactly, and sums them within 1e-6', (name) => {
    const { input, tensors } = golden(name);
    const made = embed(input.inputIds, input.tokenTypeIds);
    expect(made.word).toEqual(tensors['embeddings.word']);
    expect(made.position).toEqual(tensors['embeddings.position']);
    expect(made.tokenType).toEqual(tensors['embeddings.token_type']);
    expectClose(made.sum.data, tensors['embeddings.sum'].data, 1e-6);
  });

  it('gives one word two vectors at two positions', () => {
    const { word, sum } = embed([7, 7], [0, 0]);
    expect(row(word, 0)).toEqual(row(word, 1));
    expect(row(sum, 0)).not.toEqual(row(sum, 1));
  });

  it('refuses ids that the tables do not have', () => {
    expect(() => embed([5, 128], [0, 0])).toThrow('inputIds[1]: expected a whole number from 0 to 127, found 128');
    expect(() => embed([5, 1.5], [0, 0])).toThrow('found 1.5');
    expect(() => embed([5], [2])).toThrow('tokenTypeIds[0]: expected a whole number from 0 to 1, found 2');
  });
});
