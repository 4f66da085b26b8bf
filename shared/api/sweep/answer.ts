import type { Bert } from '../../model/bert.ts';
import { type SweepResult, sweepResults, unchangedPass, type WordReading } from '../../model/sweep.ts';
import { type Over, type Sweep, sweepBytes, sweepShape, sweepTokens } from '../../model/sweep-changes.ts';
import { shortestFloat32 } from '../../tensors/shortest-float32.ts';
import type { TensorSpace } from '../../tensors/tensor-space.ts';
import type { Token } from '../../tokenizer/token.ts';
import { type Answer, jsonLater, jsonSequence } from '../answer/tensor-answer.ts';
import { expectMask, expectMaskedLm, targetIds } from '../checks/mask.ts';
import { type Prompt, patchTokens, readPrompt } from '../checks/prompt.ts';
import { expectIndex } from '../checks/selection.ts';
import { ApiError } from '../errors.ts';
import { usageOf } from '../fields/text.ts';
import { bytesInWords, limits, roomBytes } from '../limits.ts';
import { listedBytes } from '../listed-bytes.ts';
import { type MediaType, ndjson } from '../media-types.ts';
import type { InTurn, MemorySize, Turn, TurnSize } from '../turn.ts';
import type { SweepRequest } from './contract.ts';
import { lineChannel } from './line-channel.ts';

/** What one number takes in memory while it waits to be sent, as text at most. */
const numberBytes = 32;

/** Everything about a sweep that can be found out before the model runs. */
interface SweepPlan extends Pick<Prompt, 'tokens' | 'truncated'> {
  readonly sweep: Sweep;
  readonly shape: readonly number[];
  /** Ids of the words to follow. */
  readonly targets: readonly number[] | undefined;
  readonly size: TurnSize;
}

/**
 * What `/v1/sweep` answers: as one JSON text, or line by line while it is at work.
 * @throws ApiError naming the field that asks for too much or for what is not there.
 */
export async function answerSweep(
  bert: Bert,
  request: SweepRequest,
  inTurn: InTurn,
  mediaType: MediaType,
): Promise<Answer> {
  const plan = planSweep(bert, request);
  if (mediaType === ndjson) return { lines: await sweepLines(bert, request, plan, inTurn) };
  const { targets, results } = await inTurn(plan.size, async (space, turn) => {
    const unchanged = await unchangedPass(bert, plan.sweep, space, plan.targets);
    const results: SweepResult[] = [];
    for await (const result of sweepResults(bert, plan.sweep, unchanged, turn.pause)) results[result.index] = result;
    return { targets: unchanged.targets, results };
  });
  return { json: sweepJson(bert, request, plan, targets, results) };
}

/** What comes before the numbers. */
function headOf(
  bert: Bert,
  { over }: SweepRequest,
  { tokens, sweep, shape }: SweepPlan,
  targets: readonly WordReading[],
) {
  const { position } = sweep;
  const read = targets.map(({ id, logProbability, logit }) => {
    return {
      token: bert.word(id),
      id,
      log_probability: shortestFloat32(Math.fround(logProbability)),
      logit: shortestFloat32(logit),
    };
  });
  return { object: 'sweep', model: bert.id, tokens, over, position, shape, targets: read };
}

function sweepJson(
  bert: Bert,
  request: SweepRequest,
  plan: SweepPlan,
  targets: readonly WordReading[],
  results: readonly SweepResult[],
): () => Iterable<string> {
  const { truncated, tokens, shape } = plan;
  const of = (key: 'logProbability' | 'logit') =>
    jsonSequence(targets, (_, target) => nested(shape, (index) => numberJson(results[index]!.changes[target]![key])));
  return jsonLater(
    headOf(bert, request, plan, targets),
    () => ({ log_probability: of('logProbability'), logit: of('logit') }),
    { truncated, usage: usageOf(tokens.length) },
  );
}

/** JSON of numbers laid out as a shape of one or two axes, last axis fastest. */
function nested(shape: readonly number[], at: (index: number) => string): string {
  const [rows, columns] = shape;
  const list = (length: number, each: (i: number) => string) =>
    `[${Array.from({ length }, (_, i) => each(i)).join(',')}]`;
  if (columns === undefined) return list(rows!, at);
  return list(rows!, (row) => list(columns, (column) => at(row * columns + column)));
}

const numberJson = (value: number) => String(shortestFloat32(Math.fround(value)));

/**
 * The same line by line: the words first, then each change as it is known, last the usage. Resolves with the first line:
 * a request that is refused until then is refused with a status.
 */
async function sweepLines(
  bert: Bert,
  request: SweepRequest,
  plan: SweepPlan,
  inTurn: InTurn,
): Promise<AsyncIterable<string>> {
  const { lines, write, end, fail, begun } = lineChannel();
  const { truncated, tokens } = plan;
  const work = async (space: TensorSpace, turn: Turn) => {
    const unchanged = await unchangedPass(bert, plan.sweep, space, plan.targets);
    write(JSON.stringify(headOf(bert, request, plan, unchanged.targets)));
    for await (const result of sweepResults(bert, plan.sweep, unchanged, turn.pause)) write(resultLine(plan, result));
    write(JSON.stringify({ object: 'sweep.end', truncated, usage: usageOf(tokens.length) }));
  };
  inTurn(plan.size, work).then(end, fail);
  await begun;
  return lines;
}

function resultLine({ shape }: SweepPlan, { index, changes }: SweepResult): string {
  const [, columns] = shape;
  const at = columns === undefined ? [index] : [Math.floor(index / columns), index % columns];
  const list = (key: 'logProbability' | 'logit') => changes.map((change) => numberJson(change[key])).join(',');
  return `{"index":[${at}],"log_probability":[${list('logProbability')}],"logit":[${list('logit')}]}`;
}

function planSweep(bert: Bert, request: SweepRequest): SweepPlan {
  expectMaskedLm(bert);
  const { tokens, truncated } = readPrompt(bert, request);
  const sweep = { tokens, position: positionOf(bert, request, tokens), over: overOf(bert, request, tokens) };
  const shape = sweepShape(bert.config, sweep);
  const targets = request.targets && targetIds(bert, request.targets);
  const count = shape.reduce((product, size) => product * size, 2 * (targets?.length ?? 1));
  const size = {
    tokens: expectTokens(sweepTokens(bert.config, sweep), sweep.over.of),
    ...expectBytes(sweepBytes(bert.config, sweep), listedBytes(tokens) + count * numberBytes),
  };
  return { tokens, truncated, sweep, shape, targets, size };
}

function positionOf(bert: Bert, { position }: SweepRequest, tokens: readonly Token[]): number {
  if (position !== undefined) return expectIndex('position', position, tokens.length);
  expectMask(tokens);
  return bert.maskPositions(tokens)[0]!;
}

function overOf(bert: Bert, { over, layer, head, patch }: SweepRequest, tokens: readonly Token[]): Over {
  if (over === 'edges') {
    const { numHiddenLayers, numAttentionHeads } = bert.config;
    return {
      of: over,
      layer: expectIndex('layer', layer!, numHiddenLayers),
      head: expectIndex('head', head!, numAttentionHeads),
    };
  }
  if (over !== 'states') return { of: over };
  const source = patchTokens(bert, 'patch.text', patch!);
  if (source.length === tokens.length) return { of: over, source };
  const message = `patch.text: expected as many tokens as text has, ${tokens.length}, found ${source.length}.`;
  throw new ApiError('invalid_value', message, { param: 'patch.text' });
}

/** What else makes a sweep smaller. */
const fewerThan: Readonly<Record<Over['of'], string>> = {
  heads: ', or sweep over layers',
  layers: '',
  edges: ', or sweep over the edges of a later layer',
  states: '',
};

/** @throws ApiError 413 where the changes together would take the model too long. */
function expectTokens(tokens: number, over: Over['of']): number {
  const limit = limits.tokensPerSweep;
  if (tokens <= limit) return tokens;
  const message = `text: expected a sweep of at most ${limit} tokens read, found ${tokens}. Shorten the text${fewerThan[over]}.`;
  throw new ApiError('too_many_tokens', message, { param: 'text' });
}

/** @throws ApiError 413 where what the changes begin with would be too much to keep. */
function expectBytes(bytes: number, bytesBeside: number): MemorySize {
  const [all, most] = [roomBytes(bytes, bytesBeside), limits.waitingAnswerBytes];
  if (all <= most) return { bytes, bytesBeside };
  const message = `text: expected at most ${bytesInWords(most)} of hidden states and answer, found ${bytesInWords(all)}. Shorten the text.`;
  throw new ApiError('tensor_too_large', message, { param: 'text' });
}
