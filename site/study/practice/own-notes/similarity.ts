import { cosine } from '../../../../shared/analysis/cosine.ts';
import type { Measured } from '../../../figures/marks/prose/prose.ts';

export interface Similarities {
  /** Similarity of the reader's answer and the true one. */
  readonly truth: Measured;
  /** The other answer that is most similar to the reader's. */
  readonly nearest?: { readonly text: string; readonly similarity: Measured };
}

/**
 * Cosines of sentence vectors by all-MiniLM-L6-v2, -1..1: 1 is the same direction, unrelated sentences are near 0.
 * Their names refer to the answer of `POST /v1/embeddings`, `data.embedding[0]` being the vector of the first text, and
 * their request is that route's body.
 * @param input the reader's answer, the true answer and the others; `vectors` in the same order
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
