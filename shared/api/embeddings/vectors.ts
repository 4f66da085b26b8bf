import { pooled, type TokenRange } from '../../analysis/pooling.ts';
import { unitVector } from '../../analysis/unit-vector.ts';
import type { Bert, Pause } from '../../model/bert.ts';
import { shortenVector } from '../../model/sentence-vector.ts';
import type { TensorPieces } from '../../tensors/tensor-pieces.ts';
import type { TensorSpace } from '../../tensors/tensor-space.ts';
import type { MediaType } from '../media-types.ts';
import type { InTurn } from '../turn.ts';
import { type EmbeddingsPlan, expectVectorsFit, hasLists, vectorCounts } from './plan.ts';

/** One vector of a text. */
interface TextVector {
  readonly text: number;
  /** Its index among the vectors of the text. */
  readonly index: number;
  /** A view: copy what must outlive the next one. */
  readonly vector: Float32Array;
}

/**
 * The vectors of all texts at the request's turn: see `writeVectors`.
 * @param form the media type whose limits hold
 * @throws ApiError 413 where there are too many to send.
 */
export async function readVectors(
  bert: Bert,
  plan: EmbeddingsPlan,
  inTurn: InTurn,
  form: MediaType,
): Promise<TensorPieces[]> {
  const size = { bytes: expectVectorsFit(plan, form), tokens: plan.prompts.tokens, layers: plan.layer };
  return inTurn(size, (space, turn) => writeVectors(bert, plan, space, turn.pause));
}

/**
 * The vectors of all texts in `space`, written as the model reads the texts: [texts, size] in one tensor, or where texts have
 * lists of vectors a tensor [vectors, size] for each text.
 */
async function writeVectors(
  bert: Bert,
  plan: EmbeddingsPlan,
  space: TensorSpace,
  pause?: Pause,
): Promise<TensorPieces[]> {
  const counts = vectorCounts(plan);
  const lists = hasLists(plan);
  const rows = lists ? counts : [counts.length];
  const tensors = rows.map((count) => space.tensor('F32', [count, plan.size]));
  for await (const { text, index, vector } of streamEmbeddings(bert, plan, pause)) {
    if (lists) tensors[text].write(index * plan.size, vector);
    else tensors[0].write(text * plan.size, vector);
  }
  return tensors;
}

/** The vectors of all texts in their order, without keeping any. */
export async function* streamEmbeddings(bert: Bert, plan: EmbeddingsPlan, pause?: Pause): AsyncGenerator<TextVector> {
  const { prompts, layer, size } = plan;
  let text = 0;
  if (isUsual(bert, plan)) {
    for await (const vector of bert.streamVectors(prompts.inputIds, pause)) {
      yield { text: text++, index: 0, vector: shortenVector(vector, size) };
    }
    return;
  }
  const streamed =
    plan.pooling === 'pooler'
      ? bert.streamPoolerOutput(prompts.inputIds, pause)
      : bert.streamStates(prompts.inputIds, layer, pause);
  for await (const states of streamed) {
    for (const [index, vector] of vectorsOfText(states, bert.config.hiddenSize, plan, text).entries()) {
      yield { text, index, vector };
    }
    text++;
  }
}

/** What transformers.js's own pooling gives: with it, OpenAI's clients read to the bit what they always did. */
function isUsual({ config }: Bert, { layer, pooling, normalize, spans }: EmbeddingsPlan): boolean {
  return pooling === 'mean' && normalize && spans === undefined && layer === config.numHiddenLayers;
}

function vectorsOfText(states: Float32Array, hiddenSize: number, plan: EmbeddingsPlan, text: number): Float32Array[] {
  const { normalize, size } = plan;
  return rangesOf(plan, text, states.length / hiddenSize).map((range) => {
    const vector = pooled(states, hiddenSize, range, plan.pooling === 'max' ? 'max' : 'mean').subarray(0, size);
    return normalize ? unitVector(vector) : vector;
  });
}

/** The tokens that each vector of a text is pooled from. */
function rangesOf({ pooling, spans }: EmbeddingsPlan, text: number, tokens: number): readonly TokenRange[] {
  const ranges = spans?.[text];
  if (ranges !== undefined) return ranges;
  if (pooling === 'none') return Array.from({ length: tokens }, (_, token) => ({ first: token, end: token + 1 }));
  return [{ first: 0, end: pooling === 'cls' ? 1 : tokens }];
}
