import { cosine } from '../../shared/analysis/cosine.ts';
import { attentionDivergence } from '../../shared/analysis/divergence.ts';
import { matrixRows } from '../../shared/analysis/matrix-rows.ts';
import type { Closeness } from '../../shared/api/models/contract.ts';
import type { Attended } from './models.ts';

/** How close the served pass of one text is to the fp32 one. */
export interface TextFidelity {
  readonly tokens: number;
  readonly jsdBits: number;
  /** That of the attention row that is furthest off. */
  readonly maxRowJsdBits: number;
  /** 99 % of the text's weights are no further off. */
  readonly p99Difference: number;
  readonly maxDifference: number;
  readonly topAgreement: number;
  /** Of the last hidden states, mean and smallest over the tokens. */
  readonly meanCosine: number;
  readonly minCosine: number;
}

export function textFidelity(served: Attended, fp32: Attended, tokens: number): TextFidelity {
  const divergence = attentionDivergence(served.attentions, fp32.attentions, tokens);
  const hiddenSize = fp32.lastHiddenState.length / tokens;
  const expected = matrixRows(fp32.lastHiddenState, hiddenSize);
  const cosines = matrixRows(served.lastHiddenState, hiddenSize).map((vector, token) =>
    cosine(vector, expected[token]!),
  );
  return {
    tokens,
    jsdBits: divergence.meanDivergence,
    maxRowJsdBits: divergence.maxDivergence,
    p99Difference: divergence.p99Difference,
    maxDifference: divergence.maxDifference,
    topAgreement: divergence.topAgreement,
    meanCosine: mean(cosines),
    minCosine: Math.min(...cosines),
  };
}

/** Of several texts: means count every text once, the worst is that of any of them. */
export function closeness(texts: readonly TextFidelity[]): Closeness {
  const of = (read: (text: TextFidelity) => number) => texts.map(read);
  return {
    texts: texts.length,
    mean_jsd_bits: rounded(mean(of((text) => text.jsdBits))),
    max_row_jsd_bits: rounded(Math.max(...of((text) => text.maxRowJsdBits))),
    p99_abs_difference: rounded(mean(of((text) => text.p99Difference))),
    max_abs_difference: rounded(Math.max(...of((text) => text.maxDifference))),
    top1_key_agreement: share(mean(of((text) => text.topAgreement))),
    mean_token_cosine: share(mean(of((text) => text.meanCosine))),
    min_token_cosine: share(Math.min(...of((text) => text.minCosine))),
  };
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** 3 significant digits. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/** 5 decimals, for what is near 1. */
export function share(value: number): number {
  return Number(value.toFixed(5));
}
