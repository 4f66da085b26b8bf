import type { Bert } from '../../model/bert.ts';
import { packTokens } from '../../model/bert.ts';
import { ApiError } from '../errors.ts';
import type { Source } from '../fields/text.ts';
import { batchLimits, expectBatchTokens, limits } from '../limits.ts';
import { type MediaType, safetensors } from '../media-types.ts';
import type { BatchInput } from './contract.ts';
import type { BatchKind, BatchRequest, TextPlan } from './kind.ts';
import { errorOfText } from './text-error.ts';

/** What is kept of a text until its turn: its plan is made again then, because all plans together would take much room. */
export interface SurveyedText {
  /** Tokens that the model reads for it, twice where it is tried first. */
  readonly tokens: number;
  /** Layers that the model goes through for it; all where absent. */
  readonly layers?: number | undefined;
  /** Tokens of the text itself. */
  readonly promptTokens: number;
  readonly bytes: number;
  readonly bytesBeside: number;
  readonly isPassing: boolean;
  /** Whether it is read once before the head of the file is sent: see `triedTexts`. */
  readonly isTried?: boolean;
}

/** A text, or why it cannot be answered. */
export type Surveyed = SurveyedText | ApiError;

/** A text of many in the form of the fields in which one request has it. */
export function sourceOf(item: BatchInput[number]): Source {
  return typeof item === 'string' ? { text: item } : item;
}

/** What one request about text `index` would be. */
export function requestOf<One>(request: BatchRequest<One>, index: number): One {
  const { input, ...shared } = request;
  return { ...shared, ...sourceOf(input[index]!) } as unknown as One;
}

/**
 * Looks at every text before the model runs.
 * @throws ApiError where the request itself is wrong, and not one text of it; 413 where all texts have too many tokens.
 */
export function surveyTexts<One, Plan extends TextPlan>(
  kind: BatchKind<One, Plan>,
  bert: Bert,
  request: BatchRequest<One>,
  mediaType: MediaType,
): Surveyed[] {
  const texts = request.input.map((item, index): Surveyed => {
    try {
      expectText(sourceOf(item));
      const plan = kind.plan(bert, requestOf(request, index), mediaType);
      const { layers, bytes, bytesBeside = 0, isPassing = false, mayOverflow = false, prompt } = plan;
      const isTried = mayOverflow && mediaType === safetensors;
      const tokens = plan.tokens * (isTried ? 2 : 1);
      return { tokens, layers, bytes, bytesBeside, isPassing, isTried, promptTokens: prompt.tokens.length };
    } catch (error) {
      return errorOfText(error, index, item);
    }
  });
  if (texts.every((text) => text instanceof ApiError)) expectAnswerable(kind, bert, request, mediaType);
  expectBatchTokens(tokensOf(texts));
  return texts;
}

/** A text that every route reads. */
const readable: Source = { text: '[MASK]' };

/**
 * Where no text can be answered, nothing has been said of the request that they share.
 * @throws ApiError where it would be wrong for any text.
 */
function expectAnswerable<One, Plan extends TextPlan>(
  kind: BatchKind<One, Plan>,
  bert: Bert,
  request: BatchRequest<One>,
  mediaType: MediaType,
): void {
  try {
    kind.plan(bert, { ...request, input: undefined, ...readable } as unknown as One, mediaType);
  } catch (error) {
    errorOfText(error, 0, readable);
  }
}

function expectText({ text, text_pair: pair, input_ids: ids }: Source): void {
  const empty = text === '' ? 'text' : pair === '' && 'text_pair';
  if (empty) throw new ApiError('empty_text', `${empty}: expected a text, found an empty one.`, { param: empty });
  const { length = 1 } = ids ?? {};
  if (length >= 1 && length <= limits.tokensPerText) return;
  const expected = length === 0 ? 'at least 1 items' : `at most ${limits.tokensPerText} items`;
  const message = `input_ids: expected ${expected}, found ${length}.`;
  throw new ApiError('invalid_value', message, { param: 'input_ids' });
}

/** Tokens that the model reads for all texts that can be answered. */
export const tokensOf = sumOf(({ tokens }) => tokens);

/** Tokens of all texts that can be answered. */
export const promptTokensOf = sumOf(({ promptTokens }) => promptTokens);

function sumOf(count: (text: SurveyedText) => number): (texts: readonly Surveyed[]) => number {
  return (texts) => texts.reduce((sum, text) => sum + (text instanceof ApiError ? 0 : count(text)), 0);
}

/** Layers that the model goes through for these texts, which are asked for alike; absent where it is all of them. */
export function layersOf(texts: readonly Surveyed[]): { readonly layers?: number } {
  const first = texts.find((text) => !(text instanceof ApiError));
  return first instanceof ApiError || first?.layers === undefined ? {} : { layers: first.layers };
}

/** Indices of neighbouring texts that share a pass; a text that cannot be answered stands alone. */
export function packsOf(texts: readonly Surveyed[], share: boolean): number[][] {
  const packs: number[][] = [];
  let [tokens, bytes, isOpen] = [0, 0, false];
  for (const [index, text] of texts.entries()) {
    const alone = text instanceof ApiError || text.isPassing || !share;
    const [more, size] = text instanceof ApiError ? [0, 0] : [text.tokens, text.bytes + text.bytesBeside];
    const fits = isOpen && !alone && tokens + more <= packTokens && bytes + size <= batchLimits.packBytes;
    if (fits) packs.at(-1)!.push(index);
    else packs.push([index]);
    [tokens, bytes] = fits ? [tokens + more, bytes + size] : [more, size];
    isOpen = !alone;
  }
  return packs;
}

/** Bytes of the pack that needs most. */
export function packBytesOf(
  texts: readonly Surveyed[],
  packs: readonly (readonly number[])[],
  which: 'bytes' | 'bytesBeside' = 'bytes',
): number {
  const bytesOf = (index: number) => {
    const text = texts[index]!;
    return text instanceof ApiError ? 0 : text[which];
  };
  return packs.reduce(
    (most, pack) =>
      Math.max(
        most,
        pack.reduce((sum, index) => sum + bytesOf(index), 0),
      ),
    0,
  );
}
