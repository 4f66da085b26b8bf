import type { FloatTensor } from '../bert/float-tensor.ts';
import type { Affine } from '../bert/linear.ts';
import { type AtPlaces, places } from './followed-places.ts';

/**
 * Why does token `from` look at token `to`? One attention score, split into what each source of the query has to do with
 * each source of the key:
 *
 *   score = q . k / sqrt(headSize)        q = W_Q x_from + b_Q        k = W_K x_to + b_K
 *   x_t = sum_s c_s(t)                    term[s, r] = (W_Q c_s(from)) . (W_K c_r(to)) / sqrt(headSize)
 *
 * The sources s of a token's vector are all that was ever added to it: its word, its position, its token type, what each
 * head of an earlier layer put out (context_h W_O,h), what each earlier feed-forward network put out, and last the biases
 * of all linear maps and LayerNorms on the way, b_Q or b_K among them. (A head's b_V is in its context, the bias within a
 * feed-forward network in what it puts out.) Between them stands LayerNorm,
 *
 *   LayerNorm(sum_s v_s)(t) = sum_s gamma (v_s - mean(v_s)) / d(t) + beta        d(t) = sqrt(variance(sum_s v_s(t)) + eps)
 *
 * which is linear in its sources once the divisor d(t) is held at the value that it had. So nothing is approximated: the
 * terms add up to the score.
 *
 *   centred[s, r] = term[s, r] - mean over all keys k of the row of what term[s, r] would be with k for `to`
 *
 * is what softmax sees: what all keys of a row have in common changes no weight. It adds up to the score less the mean of
 * its row. A mean of keys is a mean of their sources, so it is followed like a third token.
 *
 * After Elhage et al. 2021, "A Mathematical Framework for Transformer Circuits" (QK circuits), with BERT's LayerNorm held
 * as in Kobayashi et al. 2021.
 *
 * @param layer of the head; 0 has the sources word, position, token_type and bias alone
 * @returns terms and centred [sources, sources], the query's source first
 */
export function scoreAttribution(
  weights: AttributionWeights,
  followed: FollowedPass,
  { layer, heads }: { readonly layer: number; readonly heads: number },
): ScoreAttribution {
  const sources = attributionSources(layer, heads);
  const carried = carriedSources(weights, followed, layer, heads);
  const through = (map: Affine, place: keyof AtPlaces) =>
    sources.map((source) => projected(map, carried.get(source)![place], source === bias));
  const queries = through(weights.query, 'from');
  const [keys, meanKeys] = [through(weights.key, 'to'), through(weights.key, 'mean')];
  const terms = products(queries, keys);
  const shared = products(queries, meanKeys);
  return { sources, terms, centred: terms.map((term, i) => term - shared[i]) };
}

export interface ScoreAttribution {
  /** `word`, `position`, `token_type`, by layer `head.0.0`, ... and `feed_forward.0`, at the end `bias`. */
  readonly sources: readonly string[];
  /** [sources, sources], the query's source first. */
  readonly terms: Float64Array;
  /** The same, less their mean over all keys of the row. */
  readonly centred: Float64Array;
}

/** What the split reads of a model. A matrix that one call gave may be overwritten by the next. */
export interface AttributionWeights {
  /** 0 after the embeddings, 2 l + 1 after the attention of layer l, 2 l + 2 after its feed-forward network. */
  layerNorm(index: number): Affine;
  /** W_O and b_O of a layer. */
  attentionOutput(layer: number): Affine;
  /** b_2 of a layer, [hiddenSize]. */
  feedForwardBias(layer: number): FloatTensor;
  /** W_Q and b_Q of the one head, [headSize, hiddenSize] and [headSize]. */
  readonly query: Affine;
  /** W_K and b_K of the one head. */
  readonly key: Affine;
}

/** What the split reads of a pass, at the tokens that it follows. */
export interface FollowedPass {
  /** 1 / d of all LayerNorms from one on, multiplied: [2 layer + 2], the last is 1. */
  readonly scales: readonly AtPlaces<number>[];
  /**
   * Rows of `embeddings.word`, `embeddings.position`, `embeddings.token_type`, `context.{l}` (heads side by side) and
   * `feed_forward_output.{l}`, [hiddenSize] each, times the scale from the LayerNorm on that comes after them. Asked for
   * once each, and overwritten.
   */
  rows(name: string): AtPlaces;
}

const bias = 'bias';

/** All sources of a token's vector in the input of a layer, in the order of the pass; the biases at the end. */
export function attributionSources(layer: number, heads: number): string[] {
  const ofLayer = (_: unknown, l: number) => [
    ...Array.from({ length: heads }, (_, head) => `head.${l}.${head}`),
    `feed_forward.${l}`,
  ];
  return ['word', 'position', 'token_type', ...Array.from({ length: layer }, ofLayer).flat(), bias];
}

/** What each source is at each place, changed as it is carried on. */
type Carried = Map<string, AtPlaces>;

/** What each source is in the input of the layer: c_s at each place. */
function carriedSources(weights: AttributionWeights, followed: FollowedPass, layer: number, heads: number): Carried {
  const { rows, scales } = followed;
  const word = rows('embeddings.word');
  const carried: Carried = new Map([
    ['word', word],
    ['position', rows('embeddings.position')],
    ['token_type', rows('embeddings.token_type')],
    [bias, eachPlace(() => new Float64Array(word.from.length))],
  ]);
  normalise(carried, weights.layerNorm(0), scales[1]);
  for (let l = 0; l < layer; l++) {
    const output = weights.attentionOutput(l);
    const context = rows(`context.${l}`);
    for (let head = 0; head < heads; head++) {
      carried.set(
        `head.${l}.${head}`,
        eachPlace((place) => headOutput(output.weight, context[place], head, heads)),
      );
    }
    addToAll(carried.get(bias)!, output.bias, scales[2 * l + 1]);
    normalise(carried, weights.layerNorm(2 * l + 1), scales[2 * l + 2]);
    const network = rows(`feed_forward_output.${l}`);
    const ownBias = weights.feedForwardBias(l);
    addToAll(network, ownBias, scales[2 * l + 2], -1);
    addToAll(carried.get(bias)!, ownBias, scales[2 * l + 2]);
    carried.set(`feed_forward.${l}`, network);
    normalise(carried, weights.layerNorm(2 * l + 2), scales[2 * l + 3]);
  }
  return carried;
}

/** v = gamma (v - mean(v)) of every source; the division is in the scales of what is carried. beta joins the biases. */
function normalise(carried: Carried, { weight: gamma, bias: beta }: Affine, scaleAfter: AtPlaces<number>): void {
  for (const vectors of carried.values()) for (const place of places) centre(vectors[place], gamma.data);
  addToAll(carried.get(bias)!, beta, scaleAfter);
}

function centre(vector: Float64Array, gamma: Float32Array): void {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += vector[i];
  const mean = sum / vector.length;
  for (let i = 0; i < vector.length; i++) vector[i] = gamma[i] * (vector[i] - mean);
}

/** vectors += sign scale b at each place. */
function addToAll(vectors: AtPlaces, { data }: FloatTensor, scale: AtPlaces<number>, sign: 1 | -1 = 1): void {
  for (const place of places) {
    const [vector, factor] = [vectors[place], sign * scale[place]];
    for (let i = 0; i < vector.length; i++) vector[i] += factor * data[i];
  }
}

/** context_h W_O,h of one head: the part of W_O's sums that runs over the head's own inputs. */
function headOutput({ data }: FloatTensor, context: Float64Array, head: number, heads: number): Float64Array {
  const size = context.length;
  const [first, end] = [(head * size) / heads, ((head + 1) * size) / heads];
  const output = new Float64Array(size);
  for (let o = 0; o < size; o++) {
    let sum = 0;
    for (let i = first; i < end; i++) sum += data[o * size + i] * context[i];
    output[o] = sum;
  }
  return output;
}

/** W v, with b for the biases' vector alone: b enters the sum of all sources once. */
function projected({ weight, bias: offset }: Affine, vector: Float64Array, isBias: boolean): Float64Array {
  const [outputs, size] = weight.shape;
  const product = new Float64Array(outputs);
  for (let o = 0; o < outputs; o++) {
    let sum = isBias ? offset.data[o] : 0;
    for (let i = 0; i < size; i++) sum += weight.data[o * size + i] * vector[i];
    product[o] = sum;
  }
  return product;
}

function eachPlace(vectorAt: (place: keyof AtPlaces) => Float64Array): AtPlaces {
  const [from, to, mean] = places.map(vectorAt);
  return { from, to, mean };
}

/** queries keys^T / sqrt(headSize), all [sources, headSize], as [sources, sources]. */
function products(queries: readonly Float64Array[], keys: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(queries.length * keys.length);
  let at = 0;
  for (const query of queries) for (const key of keys) all[at++] = dot(query, key) / Math.sqrt(query.length);
  return all;
}

/** query . key, both [headSize]. */
function dot(query: Float64Array, key: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < query.length; i++) sum += query[i] * key[i];
  return sum;
}
