import { dot } from '../../bert/dot.ts';
import type { Bert, Pause } from '../../model/bert.ts';
import type { TensorPieces } from '../../tensors/tensor-pieces.ts';
import type { EmbeddingsPlan } from '../embeddings/plan.ts';
import { streamEmbeddings } from '../embeddings/vectors.ts';
import { ApiError } from '../errors.ts';
import { limits } from '../limits.ts';
import type { InTurn } from '../turn.ts';

/** Which texts of a plan are compared. */
export type Comparison =
  /** Each with each: [texts, texts]. */
  | { readonly kind: 'all' }
  /** The first `held` with all others: [held, others], or [others, held] where they are the columns. */
  | { readonly kind: 'lists'; readonly held: number; readonly heldAre: 'rows' | 'columns' }
  /** The first with the second, the third with the fourth ...: [texts / 2]. */
  | { readonly kind: 'pairs' };

/** A vector that later ones are compared with. */
interface Held {
  readonly vector: Float32Array;
  readonly length: number;
}

/**
 * cos(u, v) = u . v / (||u|| ||v||) of the vectors of texts, at the request's turn. No more vectors are kept than later texts
 * are compared with.
 * @throws ApiError 413 where there are too many to answer.
 */
export async function readSimilarities(
  bert: Bert,
  plan: EmbeddingsPlan,
  comparison: Comparison,
  inTurn: InTurn,
): Promise<TensorPieces> {
  const shape = shapeOf(comparison, plan.prompts.inputIds.length);
  const count = shape.reduce((product, size) => product * size, 1);
  expectSimilarities(count);
  const [bytes, bytesBeside] = [4 * count, 4 * mostHeld(comparison, plan) * plan.size];
  const size = { bytes, bytesBeside, tokens: plan.prompts.tokens, layers: plan.layer };
  return inTurn(size, async (space, turn) => {
    const similarities = space.tensor('F32', shape);
    for await (const { at, cosine } of streamCosines(bert, plan, comparison, turn.pause)) {
      similarities.write(at, Float32Array.of(cosine));
    }
    return similarities;
  });
}

/** Each cosine with its place among the similarities. */
async function* streamCosines(bert: Bert, plan: EmbeddingsPlan, comparison: Comparison, pause: Pause) {
  const texts = plan.prompts.inputIds.length;
  const held: Held[] = [];
  for await (const { text, vector: view } of streamEmbeddings(bert, plan, pause)) {
    const compared = { vector: view, length: Math.sqrt(dot(view, view)) };
    const isHeld = comparison.kind === 'lists' ? text < comparison.held : comparison.kind === 'all' || text % 2 === 0;
    if (isHeld) held.push({ ...compared, vector: view.slice() });
    if (isHeld && comparison.kind !== 'all') continue;
    for (const [index, other] of held.entries()) {
      const cosine = cosineOf(compared, other);
      for (const at of placesOf(comparison, texts, text, index)) yield { at, cosine };
    }
    if (comparison.kind === 'pairs') held.length = 0;
  }
}

function cosineOf(a: Held, b: Held): number {
  const lengths = a.length * b.length;
  return lengths === 0 ? 0 : Math.min(1, Math.max(-1, dot(a.vector, b.vector) / lengths));
}

/** Where the cosine of a text with a held one stands. */
function placesOf(comparison: Comparison, texts: number, text: number, held: number): number[] {
  if (comparison.kind === 'pairs') return [(text - 1) / 2];
  if (comparison.kind === 'all')
    return text === held ? [text * texts + held] : [text * texts + held, held * texts + text];
  const other = text - comparison.held;
  return [comparison.heldAre === 'rows' ? held * (texts - comparison.held) + other : other * comparison.held + held];
}

function shapeOf(comparison: Comparison, texts: number): number[] {
  if (comparison.kind === 'all') return [texts, texts];
  if (comparison.kind === 'pairs') return [texts / 2];
  const shape = [comparison.held, texts - comparison.held];
  return comparison.heldAre === 'rows' ? shape : shape.reverse();
}

function mostHeld(comparison: Comparison, { prompts }: EmbeddingsPlan): number {
  if (comparison.kind === 'pairs') return 1;
  return comparison.kind === 'all' ? prompts.inputIds.length : comparison.held;
}

/** @throws ApiError 413 where there are more than one answer holds. */
function expectSimilarities(count: number): void {
  if (count <= limits.similarities) return;
  const most = limits.similarities.toLocaleString('en-US');
  const message = `input: expected at most ${most} similarities a request, found ${count.toLocaleString('en-US')}. Compare fewer texts at once.`;
  throw new ApiError('too_many_inputs', message, { param: 'input' });
}
