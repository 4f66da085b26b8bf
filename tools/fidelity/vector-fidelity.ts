import { rankCorrelation } from '../../shared/analysis/rank-correlation.ts';
import type { VectorFidelity } from '../../shared/api/models/contract.ts';
import { dot } from '../../shared/bert/dot.ts';
import { meanPooling } from '../../shared/bert/mean-pooling.ts';
import type { Bert } from '../../shared/model/bert.ts';
import { shortenVector } from '../../shared/model/sentence-vector.ts';
import { share } from './attention-fidelity.ts';
import type { Forward } from './models.ts';

const dimensionsMeasured = [256, 128, 64];

/** How the sentence vectors of these texts compare with fp32's, and what is left of their order when they are cut short. */
export async function vectorFidelity(bert: Bert, sentences: readonly string[], fp32: Forward): Promise<VectorFidelity> {
  const served = await bert.embed(sentences);
  const expected: Float32Array[] = [];
  for (const sentence of sentences) {
    const tokens = bert.tokenize(sentence);
    const { lastHiddenState: data } = await fp32(tokens);
    expected.push(meanPooling({ shape: [tokens.length, bert.config.hiddenSize], data }));
  }
  return {
    sentences: sentences.length,
    min_cosine: share(Math.min(...served.map((vector, i) => dot(vector, expected[i]!)))),
    rank_correlation: share(rankCorrelation(pairs(served), pairs(expected))),
    shortened: shortenedCorrelations(served),
  };
}

/** Spearman's rank correlation of the pairs' similarities, shortened against whole. */
export function shortenedCorrelations(vectors: readonly Float32Array[]): VectorFidelity['shortened'] {
  const whole = pairs(vectors);
  return dimensionsMeasured.map((dimensions) => {
    const shortened = pairs(vectors.map((vector) => shortenVector(vector, dimensions)));
    return { dimensions, rank_correlation: Number(rankCorrelation(shortened, whole).toFixed(2)) };
  });
}

/** The cosine of every two vectors of unit length. */
function pairs(vectors: readonly Float32Array[]): number[] {
  return vectors.flatMap((vector, i) => vectors.slice(i + 1).map((other) => dot(vector, other)));
}
