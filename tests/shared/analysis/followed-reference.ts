import {
  type AtPlaces,
  type FollowedPair,
  FollowedRows,
  layerNormDivisor,
  remainingScales,
  scaleAtPlaces,
} from '../../../shared/analysis/followed-places.ts';
import type { AttributionWeights, FollowedPass } from '../../../shared/analysis/score-attribution.ts';
import type { BertConfig } from '../../../shared/bert/config.ts';
import { type FloatTensor, row } from '../../../shared/bert/float-tensor.ts';
import type { Affine } from '../../../shared/bert/linear.ts';
import type { BertWeights } from '../../../shared/bert/weights.ts';

/** A BERT's weights, as a split of a score of one head reads them. */
export function weightsFor(
  { headSize }: BertConfig,
  { embeddings, layers }: BertWeights,
  { layer, head }: { readonly layer: number; readonly head: number },
): AttributionWeights {
  const ofHead = ({ weight, bias }: Affine): Affine => {
    const size = weight.shape[1];
    const [first, end] = [head * headSize, (head + 1) * headSize];
    return {
      weight: { shape: [headSize, size], data: weight.data.subarray(first * size, end * size) },
      bias: { shape: [headSize], data: bias.data.subarray(first, end) },
    };
  };
  return {
    layerNorm: (index) => {
      if (index === 0) return embeddings.layerNorm;
      const { attentionLayerNorm, outputLayerNorm } = layers[(index - 1) >> 1];
      return index % 2 === 1 ? attentionLayerNorm : outputLayerNorm;
    },
    attentionOutput: (l) => layers[l].attentionOutput,
    feedForwardBias: (l) => layers[l].output.bias,
    query: ofHead(layers[layer].query),
    key: ofHead(layers[layer].key),
  };
}

type RowsOf = (name: string) => readonly ArrayLike<number>[];

/** A pass whose tensors all stand ready. */
export function followed(rowsOf: RowsOf, divisors: readonly Float64Array[], pair: FollowedPair): FollowedPass {
  const scales = remainingScales(divisors, pair.seqLen);
  const normAfter = (name: string) => {
    const layer = Number(name.slice(name.lastIndexOf('.') + 1));
    if (name.startsWith('embeddings.')) return 0;
    return 2 * layer + (name.startsWith('context.') ? 1 : 2);
  };
  return {
    scales: scales.map((scale) => scaleAtPlaces(scale, pair)),
    rows(name): AtPlaces {
      const rows = rowsOf(name);
      const gathered = new FollowedRows(rows[0].length, pair, scales[normAfter(name)]);
      for (const [token, values] of rows.entries()) gathered.add(token, 0, values);
      return gathered.vectors;
    },
  };
}

/** A pass of the plain reference, in float32, by the names of its trace. */
export function ofReference(
  { numAttentionHeads: heads, layerNormEps }: BertConfig,
  tensors: Readonly<Record<string, FloatTensor>>,
  layer: number,
  pair: FollowedPair,
): FollowedPass {
  const tokens = Array.from({ length: pair.seqLen }, (_, t) => t);
  const sums = (a: FloatTensor, b: FloatTensor) => tokens.map((t) => row(a, t).map((value, i) => value + row(b, t)[i]));
  const before = [
    tokens.map((t) => row(tensors['embeddings.sum'], t)),
    ...Array.from({ length: layer }, (_, l) => [
      sums(tensors[`hidden_states.${l}`], tensors[`attention_output.${l}`]),
      sums(tensors[`attention_block.${l}`], tensors[`feed_forward_output.${l}`]),
    ]).flat(),
  ];
  const divisors = before.map((rows) => Float64Array.from(rows, (x) => layerNormDivisor(x, layerNormEps)));
  const merged = (name: string) => (t: number) =>
    Array.from({ length: heads }, (_, h) => [...row(tensors[name], h, t)]).flat();
  return followed(
    (name) => (name.startsWith('context.') ? tokens.map(merged(name)) : tokens.map((t) => row(tensors[name], t))),
    divisors,
    pair,
  );
}
