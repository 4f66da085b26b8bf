import type { Bert } from '../../../model/bert.ts';
import type { MaskPrediction } from '../../../model/fill-mask.ts';
import { shortestFloat32 } from '../../../tensors/shortest-float32.ts';
import { type JsonAnswer, jsonList, jsonSequence } from '../../answer/tensor-answer.ts';
import { expectMaskedLm, targetIds } from '../../checks/mask.ts';
import { nameIn, readTexts } from '../../checks/prompt.ts';
import { ApiError } from '../../errors.ts';
import { listOfTexts } from '../../fields/text-list.ts';
import { candidateBytes } from '../../fill-mask/answer.ts';
import { expectRequestTokens, limits } from '../../limits.ts';
import { bertBase } from '../../served-models.ts';
import type { InTurn, Turn } from '../../turn.ts';
import type { InferenceOptions } from './contract.ts';

type FillingOptions = Pick<InferenceOptions, 'truncate' | 'targets' | 'top_k'>;

/** A text and the words for each of its [MASK]. */
interface Filled {
  readonly ids: readonly number[];
  readonly masks: readonly MaskPrediction[];
}

/** Tokens of all sequences of one answer, each spelled out with its word. */
const tokensSpelled = 262_144;

/**
 * Words for each [MASK]: a list for a text with one, a list of lists for a text with several; for an array of texts one such
 * value each.
 * @throws ApiError 400 where a text has no [MASK], 413 where there are too many.
 */
export async function answerFilling(
  bert: Bert,
  input: string | string[],
  options: FillingOptions,
  inTurn: InTurn,
): Promise<JsonAnswer> {
  expectMaskedLm(bert);
  if (options.targets) targetIds(bert, options.targets, 'parameters.targets');
  const { inputIds, tokens } = readTexts(bert, listOfTexts(input), options.truncate ?? false, nameIn('inputs'));
  expectRequestTokens(bertBase, tokens, 'inputs');
  const masks = inputIds.map((ids, text) => maskCount(bert, ids, text));
  const { top_k: topK = 5, targets } = options;
  const predictions = masks.reduce((sum, count) => sum + count, 0);
  expectSpelled(
    predictions,
    inputIds.reduce((sum, { length }, text) => sum + length * masks[text] * topK, 0),
  );
  const bytesBeside = predictions * topK * candidateBytes + 8 * tokens;
  const size = { bytes: 0, bytesBeside, tokens: tokens + predictions };
  const filled = await inTurn(size, (_space, turn) => fillAll(bert, inputIds, { topK, targets }, size.tokens, turn));
  return filledAnswer(bert, filled, typeof input === 'string');
}

/** A function of its own, so that what waits for the client holds ids and words alone. */
function filledAnswer(bert: Bert, filled: readonly Filled[], alone: boolean): JsonAnswer {
  if (alone) return { json: () => filledJson(bert, filled[0]) };
  return { json: () => jsonList(filled.map((text) => filledJson(bert, text))) };
}

async function fillAll(
  bert: Bert,
  inputIds: readonly Int32Array[],
  options: { readonly topK: number; readonly targets: readonly string[] | undefined },
  allTokens: number,
  turn: Turn,
): Promise<Filled[]> {
  const filled: Filled[] = [];
  let tokensLeft = allTokens;
  for (const ids of inputIds) {
    if (filled.length > 0) await turn.pause(tokensLeft);
    const tokens = Array.from(ids, (id) => ({ id, type: 0 as const }));
    const masks = await bert.fillMask(tokens, options);
    filled.push({ ids: [...ids], masks: masks.map((mask) => bestFirst(mask, options.topK)) });
    tokensLeft -= ids.length + masks.length;
  }
  return filled;
}

/** Targets come in the order asked; this dialect has the most probable first, as many as asked for. */
function bestFirst({ candidates, ...mask }: MaskPrediction, topK: number): MaskPrediction {
  return { ...mask, candidates: candidates.toSorted((a, b) => b.probability - a.probability).slice(0, topK) };
}

function filledJson(bert: Bert, { ids, masks }: Filled): Iterable<string> {
  const alone = masks.length === 1;
  const written = masks.map((mask) =>
    jsonSequence(mask.candidates, (candidate) => candidateJson(bert, ids, mask, candidate, alone)),
  );
  return alone ? written[0] : jsonList(written);
}

/** Where a text has several [MASK], the others stay in the sequence, and so do [CLS] and [SEP]. */
function candidateJson(
  bert: Bert,
  ids: readonly number[],
  { index }: MaskPrediction,
  { id, token, probability }: MaskPrediction['candidates'][number],
  skipSpecial: boolean,
): string {
  const sequence = bert.decode(ids.with(index, id), { skipSpecial });
  return JSON.stringify({ score: shortestFloat32(probability), token: id, token_str: token, sequence });
}

/** @throws ApiError 400 where there is none. */
function maskCount(bert: Bert, ids: Int32Array, text: number): number {
  const count = bert.maskPositions(Array.from(ids, (id) => ({ id }))).length;
  if (count > 0) return count;
  const message = `inputs[${text}]: expected at least one [MASK], found none. For vectors, post to /hf/${bert.id}/pipeline/feature-extraction.`;
  throw new ApiError('no_mask', message, { param: `inputs[${text}]` });
}

/** @throws ApiError 413 where the words are too many, or the texts that they are written into too long together. */
function expectSpelled(predictions: number, spelled: number): void {
  if (predictions <= limits.predictions && spelled <= tokensSpelled) return;
  const message =
    `inputs: expected at most ${limits.predictions} [MASK] and ${tokensSpelled} tokens of all sequences together, ` +
    `found ${predictions} and ${spelled}. Send fewer texts at once, or ask for a smaller top_k.`;
  throw new ApiError('too_many_predictions', message, { param: 'inputs' });
}
