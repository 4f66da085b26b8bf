import type { TensorName } from '../../figures/marks/number/tensor-name.ts';
import type { NeuronRow } from './neuron-row.ts';

/** Names of the numbers of one query against every key. */
export interface NeuronNames {
  readonly query: TensorName;
  readonly key: (of: number) => TensorName;
  readonly score: (of: number) => TensorName;
  readonly weight: (of: number) => TensorName;
}

/**
 * Scores that the page computed are named by their formula. So are the weights of a row that is set otherwise, as
 * that of a head that is knocked out, because the API gives what they are set to.
 */
export function neuronNames(
  row: Pick<NeuronRow, 'layer' | 'token' | 'hasScores'>,
  head: number,
  isSet: boolean,
): NeuronNames {
  const { layer, token, hasScores } = row;
  const query = `query.${layer}[${head}][${token}]`;
  const keys = `key.${layer}[${head}]`;
  const scores = `attention_scores.${layer}[${head}][${token}]`;
  const made = hasScores ? scores : `${query} . transpose(${keys}) / 8`;
  return {
    query,
    key: (of) => `${keys}[${of}]`,
    score: (of) => (hasScores ? `${scores}[${of}]` : `${query} . ${keys}[${of}] / 8`),
    weight: (of) => (isSet ? `softmax(${made})[${of}]` : `attentions[${layer}][${head}][${token}][${of}]`),
  };
}
