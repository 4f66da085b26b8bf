import { cosine } from '../../../../shared/analysis/cosine.ts';
import type { Measured } from '../../../figures/marks/prose/prose.ts';

export interface Similarities {
  /** Of the reader's answer and the true one. */
  readonly truth: Measured;
  /** Of the reader's answer and the one of the other answers that is nearest to it. */
  readonly nearest?: { readonly text: string; readonly similarity: Measured };
}

/**
 * Cosines of all-MiniLM-L6-v2's sentence vectors, -1..1: the same direction is 1, unrelated sentences are near 0. They are
 * named after the answer of `POST /v1/embeddings`, `data.embedding[0]` for the vector of its first text; their request is
 * that route's body.
 * @param input the answer, the true answer and the others; `vectors` in the same order
 */
export function similarities(input: readonly string[], vectors: readonly (readonly number[])[]): Similarities {
  const [own, ...compared] = vectors.map((vector) => Float32Array.from(vector));
  const request = JSON.stringify({ input });
  const all = compared.map((vector, index): Measured => {
    const tensor = `cos(data.embedding[0], data.embedding[${index + 1}])`;
    return { value: cosine(own!, vector), tensor, request };
  });
  const [truth, ...rest] = all;
  const best = rest.toSorted((a, b) => b.value - a.value)[0];
  if (!best) return { truth: truth! };
  return { truth: truth!, nearest: { text: input[all.indexOf(best) + 1]!, similarity: best } };
}
