import {
  type FollowedPair,
  FollowedRows,
  layerNormDivisor,
  remainingScales,
  scaleAtPlaces,
} from '../analysis/followed-places.ts';
import { type AttributionWeights, type ScoreAttribution, scoreAttribution } from '../analysis/score-attribution.ts';
import type { Affine } from '../bert/linear.ts';
import type { OutputSink } from '../engine/outputs.ts';
import type { Rows } from '../engine/read-weight.ts';
import type { Bert, TraceOptions } from './bert.ts';
import { nextTurn } from './next-turn.ts';

/** One score of one head, 0-based. */
export interface ScorePlace {
  readonly layer: number;
  readonly head: number;
  /** Token that asks. */
  readonly from: number;
  /** Token that answers. */
  readonly to: number;
}

export interface ReadScoreAttribution extends ScoreAttribution {
  /** As the pass computed it, `attention_scores.{layer}[head][from][to]`. */
  readonly score: number;
  /** Less the mean of its row. */
  readonly aboveRowMean: number;
  /**
   * What the passes rounded: score, and score above the row's mean, less what the terms of all sources add up to. It is
   * counted with the biases, so that `terms` and `centred` add up.
   */
  readonly rounding: { readonly terms: number; readonly centred: number };
}

type Tokens = Parameters<Bert['pass']>[0];

/** int16 throughout: what is rounded is left over when a score is split. */
const options: TraceOptions = { activations: 'int16' };

/**
 * `scoreAttribution` of a text. The model reads the text twice: what a source becomes at the key depends on LayerNorms
 * after it, and the first pass finds their divisors. Besides [n, hiddenSize] of the vectors that are carried past a
 * sublayer, memory holds one dequantized matrix and, for each source, one vector at each place.
 */
export async function readScoreAttribution(
  bert: Bert,
  tokens: Tokens,
  place: ScorePlace,
): Promise<ReadScoreAttribution> {
  const { layer } = place;
  const pair = { from: place.from, to: place.to, seqLen: tokens.length };
  const { sink: divisorSink, divisors, scores } = divisorsOf(bert, tokens.length, place);
  await bert.pass(tokens, divisorSink, options);
  await nextTurn();
  const scales = remainingScales(divisors, tokens.length);
  const gathered = gatheredRows(bert, layer, pair, scales);
  await bert.pass(tokens, gathered.sink, options);
  await nextTurn();
  const followed = {
    scales: scales.map((scale) => scaleAtPlaces(scale, pair)),
    rows: (name: string) => gathered.rows.get(name)!.vectors,
  };
  const heads = bert.config.numAttentionHeads;
  const split = scoreAttribution(weightsOf(bert, place), followed, { layer, heads });
  const score = scores[place.to];
  const aboveRowMean = score - sumOf(scores) / scores.length;
  const rounding = { terms: addRest(split.terms, score), centred: addRest(split.centred, aboveRowMean) };
  return { ...split, score, aboveRowMean, rounding };
}

/** Adds to the last of the numbers, biases with biases, what is left to `total`. @returns the rest */
function addRest(numbers: Float64Array, total: number): number {
  const rest = total - sumOf(numbers);
  numbers[numbers.length - 1] += rest;
  return rest;
}

function sumOf(numbers: Float32Array | Float64Array): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
}

/** Bytes that `readScoreAttribution` keeps of a text of so many tokens, its answer left aside. */
export function attributionBytes({ config }: Bert, seqLen: number, { layer }: Pick<ScorePlace, 'layer'>): number {
  const { hiddenSize, headSize, numAttentionHeads } = config;
  const carried = seqLen * hiddenSize * 4;
  const matrices = (hiddenSize + 2 * headSize) * hiddenSize * 4;
  const sources = 4 + layer * (numAttentionHeads + 1);
  const vectors = 3 * 8 * hiddenSize * (sources + 3 + 2 * layer) + 3 * 8 * headSize * sources;
  return carried + matrices + vectors + (2 * layer + 2) * seqLen * 8 + 3 * 8 * sources ** 2;
}

/** A sink that finds the divisor of every LayerNorm before the layer, [norms][n], and the row of scores, [n]. */
function divisorsOf({ config }: Bert, seqLen: number, { layer, head, from }: ScorePlace) {
  const { hiddenSize: size, layerNormEps: eps } = config;
  const norms = normsAfter(layer, ['embeddings.sum'], 'attention_output', 'feed_forward_output');
  const divisors = Array.from({ length: norms.size }, () => new Float64Array(seqLen));
  const scores = new Float32Array(seqLen);
  const scoresName = `attention_scores.${layer}`;
  const carriedNames = new Set(upTo(layer).flatMap((l) => [`hidden_states.${l}`, `attention_block.${l}`]));
  const carried = new Float32Array(layer > 0 ? seqLen * size : 0);
  const sum = new Float32Array(size);
  const sink: OutputSink = {
    wants: (name) => name === scoresName || norms.has(name) || carriedNames.has(name),
    write(name, _text, offset, values) {
      if (name === scoresName) copyOverlap(scores, (head * seqLen + from) * seqLen, offset, values);
      else if (carriedNames.has(name)) carried.set(values, offset);
      else {
        const divisor = divisors[norms.get(name)!];
        const isSum = name === 'embeddings.sum';
        for (let first = 0; first < values.length; first += size) {
          for (let i = 0; i < size; i++) sum[i] = values[first + i] + (isSum ? 0 : carried[offset + first + i]);
          divisor[(offset + first) / size] = layerNormDivisor(sum, eps);
        }
      }
    },
  };
  return { sink, divisors, scores };
}

/** Writes into `into`, which begins at element `start` of a tensor, what of it stands in `values` from `offset` on. */
function copyOverlap(into: Float32Array, start: number, offset: number, values: Float32Array): void {
  const [first, end] = [Math.max(start, offset), Math.min(start + into.length, offset + values.length)];
  if (first < end) into.set(values.subarray(first - offset, end - offset), first - start);
}

/** A sink that gathers what every sublayer before the layer adds, at the followed places, scaled. */
function gatheredRows({ config }: Bert, layer: number, pair: FollowedPair, scales: readonly Float64Array[]) {
  const { hiddenSize, headSize } = config;
  const parts = ['embeddings.word', 'embeddings.position', 'embeddings.token_type'];
  const norms = normsAfter(layer, parts, 'context', 'feed_forward_output');
  const rows = new Map([...norms].map(([name, norm]) => [name, new FollowedRows(hiddenSize, pair, scales[norm])]));
  const sink: OutputSink = {
    wants: (name) => rows.has(name),
    write(name, _text, offset, values) {
      const isHeads = name.startsWith('context.');
      const size = isHeads ? headSize : hiddenSize;
      for (let first = 0; first < values.length; first += size) {
        const row = (offset + first) / size;
        const [token, head] = isHeads ? [row % pair.seqLen, Math.floor(row / pair.seqLen)] : [row, 0];
        rows.get(name)!.add(token, head * headSize, values.subarray(first, first + size));
      }
    },
  };
  return { sink, rows };
}

/** Of every tensor that a sublayer before the layer gives, the index of the LayerNorm that comes after it. */
function normsAfter(
  layer: number,
  embeddings: readonly string[],
  attention: string,
  feedForward: string,
): Map<string, number> {
  const ofLayers = upTo(layer).flatMap((l): [string, number][] => [
    [`${attention}.${l}`, 2 * l + 1],
    [`${feedForward}.${l}`, 2 * l + 2],
  ]);
  return new Map([...embeddings.map((name): [string, number] => [name, 0]), ...ofLayers]);
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** The weights by their names at Hugging Face; one matrix W_O at a time. */
function weightsOf(bert: Bert, { layer, head }: ScorePlace): AttributionWeights {
  const { hiddenSize, headSize } = bert.config;
  const room = new Float32Array(hiddenSize * hiddenSize);
  const affine = (name: string, rows?: Rows, into?: Float32Array): Affine => ({
    weight: bert.readWeight(`${name}.weight`, rows, into),
    bias: bert.readWeight(`${name}.bias`, rows),
  });
  const ofLayer = (l: number) => `encoder.layer.${l}`;
  const ofHead = { first: head * headSize, count: headSize };
  return {
    layerNorm(index) {
      if (index === 0) return affine('embeddings.LayerNorm');
      const block = index % 2 === 1 ? 'attention.output' : 'output';
      return affine(`${ofLayer((index - 1) >> 1)}.${block}.LayerNorm`);
    },
    attentionOutput: (l) => affine(`${ofLayer(l)}.attention.output.dense`, undefined, room),
    feedForwardBias: (l) => bert.readWeight(`${ofLayer(l)}.output.dense.bias`),
    query: affine(`${ofLayer(layer)}.attention.self.query`, ofHead),
    key: affine(`${ofLayer(layer)}.attention.self.key`, ofHead),
  };
}
