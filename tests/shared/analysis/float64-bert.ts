import { attributionSources } from '../../../shared/analysis/score-attribution.ts';
import type { BertConfig } from '../../../shared/bert/config.ts';
import type { TokenIds } from '../../../shared/bert/embeddings.ts';
import type { FloatTensor } from '../../../shared/bert/float-tensor.ts';
import type { Affine } from '../../../shared/bert/linear.ts';
import type { BertWeights } from '../../../shared/bert/weights.ts';

type Vector = readonly number[];
/** One vector for each token. */
type Rows = readonly Vector[];

/** A pass in float64 throughout, by its tensors' names, and the divisors of its LayerNorms [norms][n]. */
export interface Float64Pass {
  readonly rows: Readonly<Record<string, Rows>>;
  readonly divisors: readonly Vector[];
  /** [heads][n, n] of each layer. */
  readonly scores: readonly (readonly Rows[])[];
}

/** BERT as the papers write it, token by token, without a thought for speed. */
export function float64Pass(config: BertConfig, weights: BertWeights, { inputIds, tokenTypeIds }: TokenIds) {
  const rows: Record<string, Rows> = {};
  const divisors: Vector[] = [];
  const scores: Rows[][] = [];
  const normed = (name: string, x: Rows, norm: Affine): Rows => {
    divisors.push(x.map((vector) => divisorOf(vector, config.layerNormEps)));
    rows[name] = x.map((vector, t) => normalised(vector, norm, divisors.at(-1)![t], 1));
    return rows[name];
  };
  rows['embeddings.word'] = inputIds.map((id) => rowOf(weights.embeddings.word, id));
  rows['embeddings.position'] = inputIds.map((_, t) => rowOf(weights.embeddings.position, t));
  rows['embeddings.token_type'] = tokenTypeIds.map((id) => rowOf(weights.embeddings.tokenType, id));
  const sum = inputIds.map((_, t) =>
    ['word', 'position', 'token_type'].map((part) => rows[`embeddings.${part}`][t]).reduce(plus),
  );
  let x = normed('hidden_states.0', sum, weights.embeddings.layerNorm);
  for (const [l, layer] of weights.layers.entries()) {
    const [query, key, value] = [layer.query, layer.key, layer.value].map((map) => x.map((v) => mapped(map, v, 1)));
    const heads = Array.from({ length: config.numAttentionHeads }, (_, h) => h);
    const part = (v: Vector, h: number) => v.slice(h * config.headSize, (h + 1) * config.headSize);
    scores.push(
      heads.map((h) => query.map((q) => key.map((k) => dot(part(q, h), part(k, h)) / Math.sqrt(config.headSize)))),
    );
    rows[`context.${l}`] = x.map((_, t) =>
      heads.flatMap((h) => {
        const probs = softmax(scores[l][h][t]);
        return probs.map((p, k) => part(value[k], h).map((v) => p * v)).reduce(plus);
      }),
    );
    const attended = rows[`context.${l}`].map((context) => mapped(layer.attentionOutput, context, 1));
    x = normed(
      `attention_block.${l}`,
      x.map((v, t) => plus(v, attended[t])),
      layer.attentionLayerNorm,
    );
    rows[`feed_forward_output.${l}`] = x.map((v) =>
      mapped(layer.output, mapped(layer.intermediate, v, 1).map(gelu), 1),
    );
    x = normed(
      `hidden_states.${l + 1}`,
      x.map((v, t) => plus(v, rows[`feed_forward_output.${l}`][t])),
      layer.outputLayerNorm,
    );
  }
  return { rows, divisors, scores } satisfies Float64Pass;
}

/**
 * The split by its definition: the pass over what is carried, with the divisors held, once for each source with every
 * other source switched off.
 * @returns [sources][sources] terms, and centred by the mean over each key in turn
 */
export function splitByDefinition(
  config: BertConfig,
  weights: BertWeights,
  pass: Float64Pass,
  { layer, head, from, to }: Readonly<Record<'layer' | 'head' | 'from' | 'to', number>>,
): { terms: number[][]; centred: number[][] } {
  const sources = attributionSources(layer, config.numAttentionHeads);
  const n = pass.divisors[0].length;
  const vector = (map: Affine, source: string, t: number) => {
    const full = mapped(map, carriedAlone(config, weights, pass, { source, t, layer }), source === 'bias' ? 1 : 0);
    return full.slice(head * config.headSize, (head + 1) * config.headSize);
  };
  const { query, key } = weights.layers[layer];
  const keys = sources.map((source) => Array.from({ length: n }, (_, t) => vector(key, source, t)));
  const term = (q: Vector, k: Vector) => dot(q, k) / Math.sqrt(config.headSize);
  const queries = sources.map((source) => vector(query, source, from));
  const mean = (q: Vector, of: Rows) => of.reduce((sum, k) => sum + term(q, k), 0) / n;
  return {
    terms: queries.map((q) => keys.map((k) => term(q, k[to]))),
    centred: queries.map((q) => keys.map((k) => term(q, k[to]) - mean(q, k))),
  };
}

function carriedAlone(
  config: BertConfig,
  weights: BertWeights,
  { rows, divisors }: Float64Pass,
  { source, t, layer }: { readonly source: string; readonly t: number; readonly layer: number },
): Vector {
  const bias = source === 'bias' ? 1 : 0;
  const zero = rows['embeddings.word'][t].map(() => 0);
  let x = rows[`embeddings.${source}`]?.[t] ?? zero;
  x = normalised(x, weights.embeddings.layerNorm, divisors[0][t], bias);
  for (let l = 0; l < layer; l++) {
    const { attentionOutput, attentionLayerNorm, output, outputLayerNorm } = weights.layers[l];
    const own = rows[`context.${l}`][t].map((value, i) =>
      source === `head.${l}.${Math.floor(i / config.headSize)}` ? value : 0,
    );
    x = normalised(plus(x, mapped(attentionOutput, own, bias)), attentionLayerNorm, divisors[2 * l + 1][t], bias);
    const network = rows[`feed_forward_output.${l}`][t].map((value, i) =>
      source === `feed_forward.${l}` ? value - output.bias.data[i] : bias * output.bias.data[i],
    );
    x = normalised(plus(x, network), outputLayerNorm, divisors[2 * l + 2][t], bias);
  }
  return x;
}

function divisorOf(vector: Vector, eps: number): number {
  const mean = vector.reduce((sum, value) => sum + value) / vector.length;
  return Math.sqrt(vector.reduce((sum, value) => sum + (value - mean) ** 2, 0) / vector.length + eps);
}

function normalised(vector: Vector, { weight, bias }: Affine, divisor: number, bias1: 0 | 1): Vector {
  const mean = vector.reduce((sum, value) => sum + value) / vector.length;
  return vector.map((value, i) => (weight.data[i] * (value - mean)) / divisor + bias1 * bias.data[i]);
}

function mapped({ weight, bias }: Affine, vector: Vector, bias1: 0 | 1): number[] {
  return [...bias.data].map((value, o) => dot(rowOf(weight, o), vector) + bias1 * value);
}

function rowOf({ shape, data }: FloatTensor, index: number): number[] {
  return [...data.subarray(index * shape[1], (index + 1) * shape[1])];
}

function softmax(scores: Vector): Vector {
  const exponentials = scores.map((score) => Math.exp(score - Math.max(...scores)));
  const sum = exponentials.reduce((a, b) => a + b);
  return exponentials.map((value) => value / sum);
}

/** The tanh form will do: whatever a network puts out, the split takes it as it is. */
function gelu(x: number): number {
  return (x / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));
}

const plus = (a: Vector, b: Vector): number[] => a.map((value, i) => value + b[i]);
const dot = (a: Vector, b: Vector): number => a.reduce((sum, value, i) => sum + value * b[i], 0);
