import { ApiError } from './errors.ts';
import { type ModelId, servedModels } from './served-models.ts';

const mebibyte = 2 ** 20;

/** What one request may ask for. The numbers keep an isolate of 128 MB alive beside its model. */
export const limits = {
  bodyBytes: mebibyte,
  /** Tensor bytes in a binary answer that is computed whole before it is sent. */
  tensorBytes: 8 * mebibyte,
  /** Tensor bytes in a JSON answer, before they are written as text. */
  jsonTensorBytes: 2 * mebibyte,
  /** Bodies of requests that are not answered yet, in bytes. */
  waitingBodyBytes: 2 * mebibyte,
  /** Answers that are being computed, or that their clients have not read yet, in bytes; one network's share is half of it. */
  waitingAnswerBytes: 8.25 * mebibyte,
  /** Requests in the queue of one model, including the one at work. */
  waitingRequests: 32,
  /** How many of those may come from one client network. */
  waitingRequestsOfNetwork: 8,
  texts: 2048,
  /** Tokens that `/v1/tokenize` lists; it runs no forward pass. */
  tokensListed: 16_384,
  /**
   * Predictions of `/v1/fill-mask` for one text where positions or hidden states are asked for: each is a product with
   * the whole vocabulary.
   */
  predictions: 512,
  /** Cosines of one answer: of 724 texts with each other, or of 256 with 1,792. */
  similarities: 524_288,
  /** Characters of all words that an answer with `words` spells out. */
  wordCharacters: 65_536,
  /** Names of one trace; a model with every `*` spelled out has fewer. */
  tensors: 256,
  /** Characters of one name of a tensor or of a vocabulary entry. */
  nameLength: 100,
  /** Candidates for one prediction. */
  candidates: 100,
  /** Changes of one pass. */
  interventions: 64,
  /** Texts whose unchanged runs give numbers to a changed one, its own included. */
  patchTexts: 8,
  tokensPerText: 512,
  /** Tokens that the model reads for one sweep, by layers: half a minute's work for BERT-base. */
  tokensPerSweep: 8192,
  /** Words that one sweep follows. */
  sweepTargets: 16,
} as const;

/** Bytes of the pages in which answers wait to be sent. */
export const pageBytes = 65_536;

/** Room that one answer takes while it is made, in pages: those of its own, of which one is for its text, and beside them. */
export function roomPages(bytes: number, bytesBeside: number): readonly [own: number, beside: number] {
  return [Math.ceil(bytes / pageBytes) + 1, Math.ceil(bytesBeside / pageBytes)];
}

/** The same in bytes. */
export function roomBytes(bytes: number, bytesBeside: number): number {
  const [own, beside] = roomPages(bytes, bytesBeside);
  return (own + beside) * pageBytes;
}

/** What one request about many texts may ask for. */
export const batchLimits = {
  texts: 256,
  /** Of all texts together. */
  tokens: 16_384,
  /** Tensor bytes of texts that share a pass. */
  packBytes: 2 * mebibyte,
} as const;

/** Tensor bytes at once in an answer that is sent while it is computed. */
export const bytesPassedAtOnce = mebibyte;

/**
 * Units of work for one client address in the deployed Worker; the same numbers stand in wrangler.toml. One unit is so
 * many tokens through all layers of BERT-base, and no request counts less than `least` of one.
 */
export const rateLimit = { units: 300, seconds: 60, tokens: 128, least: 0.25 } as const;

/** `9961472` is `9.5 MiB (9,961,472 bytes)`. */
export function bytesInWords(bytes: number): string {
  return `${(bytes / mebibyte).toFixed(1)} MiB (${bytes.toLocaleString('en-US')} bytes)`;
}

/** Counting stops one token beyond the most that are listed, so a larger number is only "more than". */
function tokensInWords(counted: number): string {
  return counted > limits.tokensListed ? `more than ${limits.tokensListed}` : String(counted);
}

/** @throws ApiError 400 where a text exceeds the model's positions. */
export function expectContextLength(
  tokens: number,
  param: string,
  advice = 'Shorten it, or send "truncate": true.',
): void {
  if (tokens <= limits.tokensPerText) return;
  throw new ApiError(
    'context_length_exceeded',
    `${param}: expected at most ${limits.tokensPerText} tokens, found ${tokensInWords(tokens)}. ${advice}`,
    { param },
  );
}

/** @throws ApiError 413 where a text has more tokens than one answer lists. */
export function expectListedTokens(tokens: number): void {
  if (tokens <= limits.tokensListed) return;
  throw new ApiError(
    'too_many_tokens',
    `text: expected at most ${limits.tokensListed} tokens to list, found more. Send it in parts, or send "truncate": true for the ${limits.tokensPerText} that a model reads.`,
    { param: 'text' },
  );
}

/** @throws ApiError 413 where the texts of one request add up to too many tokens. */
export function expectRequestTokens(model: ModelId, tokens: number, param = 'input'): void {
  expectTokens(servedModels[model].tokensPerRequest, tokens, param, ` for ${model}`);
}

/** @throws ApiError 413 where the texts of one batch add up to too many tokens. */
export function expectBatchTokens(tokens: number): void {
  expectTokens(batchLimits.tokens, tokens, 'input');
}

function expectTokens(limit: number, tokens: number, param: string, where = ''): void {
  if (tokens <= limit) return;
  const message = `${param}: expected at most ${limit} tokens a request${where}, found ${tokens}. Send it in ${Math.ceil(tokens / limit)} or more requests.`;
  throw new ApiError('too_many_tokens', message, { param });
}

/** The asked number of dimensions, or all where none is asked. @throws ApiError 400 where the model has fewer. */
export function expectDimensions(asked: number | undefined, hiddenSize: number): number {
  if (asked === undefined || asked <= hiddenSize) return asked ?? hiddenSize;
  throw new ApiError('out_of_range', `dimensions: expected 1 to ${hiddenSize}, found ${asked}.`, {
    param: 'dimensions',
  });
}
