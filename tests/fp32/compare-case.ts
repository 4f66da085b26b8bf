import { type BertOutput, bert } from '../../shared/bert/bert.ts';
import type { BertConfig } from '../../shared/bert/config.ts';
import { type FloatTensor, row } from '../../shared/bert/float-tensor.ts';
import { maskedLmLogits } from '../../shared/bert/masked-lm.ts';
import { meanPooling } from '../../shared/bert/mean-pooling.ts';
import { softmax } from '../../shared/bert/softmax.ts';
import type { BertWeights } from '../../shared/bert/weights.ts';
import type { Tensor } from '../../shared/tensors/tensor.ts';
import { worstDifference } from '../expect-close.ts';

export interface Model {
  readonly config: BertConfig;
  readonly weights: BertWeights;
  readonly vocabulary: readonly string[];
}

/** The ten best words for a [MASK], best first, with their probabilities. */
export type FillMask = readonly (readonly [word: string, probability: number])[];

/** One tensor of ours and the reference's. */
interface Pair {
  readonly what: string;
  readonly actual: ArrayLike<number>;
  readonly expected: ArrayLike<number>;
}

export interface Comparison {
  /** The largest absolute difference of all tensors of the case. */
  readonly difference: number;
  /** The tensor in which it is. */
  readonly what: string;
  readonly seqLen: number;
}

/** Runs one case and compares every tensor of the golden file that shared/bert computes, and the masked words. */
export function compareCase(
  model: Model,
  golden: Readonly<Record<string, Tensor>>,
  fillMask: readonly FillMask[],
): Comparison {
  const inputIds = [...golden.input_ids.data];
  const output = bert(model.config, model.weights, { inputIds, tokenTypeIds: [...golden.token_type_ids.data] });
  const pairs = [...tensorPairs(output, golden), ...maskPairs(model, inputIds, output.lastHiddenState, fillMask)];
  const worst = pairs
    .map(({ what, actual, expected }) => ({ what, ...worstDifference(actual, expected) }))
    .reduce((a, b) => (b.difference > a.difference ? b : a));
  return { difference: worst.difference, what: worst.what, seqLen: inputIds.length };
}

function* tensorPairs(output: BertOutput, golden: Readonly<Record<string, Tensor>>): Generator<Pair> {
  const { layers, hiddenStates, lastHiddenState } = output;
  yield { what: 'last_hidden_state', actual: lastHiddenState.data, expected: golden.last_hidden_state.data };
  yield* stacked(
    'attentions',
    layers.map((layer) => layer.attentionProbs),
    golden.attentions,
  );
  if (golden.hidden_states) yield* stacked('hidden_states', hiddenStates, golden.hidden_states);
  for (const [name, { data }] of Object.entries(golden)) {
    const [, l, field] = /^layer\.(\d+)\.(query|key|value)$/.exec(name) ?? [];
    if (field) yield { what: name, actual: layers[Number(l)][field as 'query' | 'key' | 'value'].data, expected: data };
  }
  const { sentence_embedding } = golden;
  if (sentence_embedding) {
    yield { what: 'sentence_embedding', actual: meanPooling(lastHiddenState), expected: sentence_embedding.data };
  }
}

/** One pair per slice of the reference's first axis. */
function* stacked(name: string, actual: readonly FloatTensor[], { shape, data }: Tensor): Generator<Pair> {
  if (actual.length !== shape[0]) throw new Error(`${name}: expected ${shape[0]} tensors, found ${actual.length}`);
  const size = data.length / shape[0];
  for (const [i, tensor] of actual.entries()) {
    yield { what: `${name}.${i}`, actual: tensor.data, expected: data.subarray(i * size, (i + 1) * size) };
  }
}

function maskPairs(
  { config, weights, vocabulary }: Model,
  inputIds: readonly number[],
  lastHiddenState: FloatTensor,
  fillMask: readonly FillMask[],
): Pair[] {
  if (weights.maskedLm === undefined) return [];
  const maskId = vocabulary.indexOf('[MASK]');
  const masks = inputIds.flatMap((id, t) => (id === maskId ? [t] : []));
  if (masks.length !== fillMask.length) throw new Error(`expected ${fillMask.length} [MASK], found ${masks.length}`);
  return masks.map((t, i) => {
    const vector = { shape: [1, config.hiddenSize], data: row(lastHiddenState, t) };
    const probabilities = softmax(maskedLmLogits(config, weights, vector)).data;
    return topPair(`fill_mask.${i}`, probabilities, vocabulary, fillMask[i]);
  });
}

/** @throws Error when the best words are others than the reference's, or in another order. */
function topPair(what: string, probabilities: Float32Array, vocabulary: readonly string[], expected: FillMask): Pair {
  const best = [...probabilities.keys()].sort((a, b) => probabilities[b] - probabilities[a]).slice(0, expected.length);
  const words = best.map((id) => vocabulary[id]).join(' ');
  const expectedWords = expected.map(([word]) => word).join(' ');
  if (words !== expectedWords) throw new Error(`${what}: expected "${expectedWords}", found "${words}"`);
  return {
    what,
    actual: best.map((id) => probabilities[id]),
    expected: expected.map(([, probability]) => probability),
  };
}
