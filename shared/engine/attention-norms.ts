import type { Head } from './attention-scores.ts';
import type { Pass } from './pass.ts';

/**
 * attentionNorms = attentionProbs ||transformedValue||, [n, n] of one head: `normWeighted` of shared/analysis, while the
 * head's probabilities stand in `scores`.
 * @param norms [heads, rows of the pass], of `transformedValue`
 */
export function attentionNorms(pass: Pass, at: Head, norms: Float32Array | undefined): void {
  const name = `attention_norms.${at.layer}`;
  if (!norms || !pass.sink.wants(name)) return;
  const { head, text, length } = at;
  const firstNorm = head * pass.rows + pass.texts[text].start;
  for (let query = 0; query < length; query++) {
    const first = pass.plan.scores.address / 4 + query * at.paddedLength;
    const weighted = pass.floats.slice(first, first + length);
    for (let key = 0; key < length; key++) weighted[key] *= norms[firstNorm + key];
    pass.sink.write(name, text, (head * length + query) * length, weighted);
  }
}
