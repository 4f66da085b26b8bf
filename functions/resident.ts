import type { Context } from 'hono';
import kernels from '../build/kernels.wasm';
import { ApiError } from '../shared/api/errors.ts';
import { limits } from '../shared/api/limits.ts';
import { expectModel, type ModelId } from '../shared/api/model-ids.ts';
import type { Turn } from '../shared/api/turn.ts';
import type { Bert } from '../shared/model/bert.ts';
import { loadBert } from '../shared/model/load-bert.ts';
import { nextTurn } from '../shared/model/next-turn.ts';
import { sharingNetwork } from './admission/client-network.ts';
import { Inbox } from './admission/inbox.ts';
import { LoadOnce } from './admission/load-once.ts';
import { Outbox } from './admission/outbox.ts';
import { Queue, type QueueTurn } from './admission/queue.ts';
import { openAsset } from './assets.ts';
import type { AppEnv, Env } from './env.ts';

const stalledLoadMs = 20_000;
/** Longer than any turn takes that is still at work: reading a text of 512 tokens and predicting 512 words takes 3 s. */
const stalledTurnMs = 60_000;
/** Tokens of later requests that may overtake the earliest one: as many as the longest text has. */
const patience = limits.tokensPerText;
const lostAnswerMs = 30_000;
const lostRequestMs = 600_000;

/**
 * One of each per isolate. A request's body is counted in the inbox until it is answered; the request waits for the model to
 * load, and in the queue, which has one place for each request, for its turn (one works at a time: there is one working
 * memory); its answer stands in a parcel of the outbox until the client has read it.
 */
const bert = new LoadOnce<Bert>(stalledLoadMs);
const queue = new Queue({
  capacity: limits.waitingRequests,
  share: limits.waitingRequestsOfNetwork,
  patience,
  stallMs: stalledTurnMs,
});
export const inbox = new Inbox(limits.waitingBodyBytes, lostRequestMs);
export const outbox = new Outbox(limits.waitingAnswerBytes, lostAnswerMs);

/** The model that this Worker was deployed with. */
export function residentModel(env: Env): ModelId {
  return expectModel(env.MODEL);
}

/** What /health says of this isolate. */
export function residentState(env: Env) {
  return {
    id: residentModel(env),
    state: bert.state,
    memory_bytes: bert.value?.memoryBytes ?? 0,
    queue_length: queue.length,
  };
}

/**
 * The model, loaded first where this isolate has not yet: enough for what needs no engine, such as the tokenizer. The load
 * goes on when the client that caused it disconnects, because later requests wait for the same one.
 */
export async function residentBert(context: Context<AppEnv>): Promise<Bert> {
  const { env, executionCtx } = context;
  const asked = Date.now();
  const resident = await bert.get(
    (onProgress, signal) => load(env, onProgress, signal),
    (promise) => executionCtx.waitUntil(promise),
  );
  context.set('timing', { load: Date.now() - asked });
  return resident;
}

/**
 * Runs `task` when it is its turn at the engine. A client that disconnects loses its place at once while it waits, and at
 * the next pause while the engine works for it.
 */
export async function inTurn<T>(
  context: Context<AppEnv>,
  tokens: number,
  task: (turn: Turn) => Promise<T>,
): Promise<T> {
  const { req, executionCtx } = context;
  const asked = Date.now();
  const timed = async (turn: QueueTurn) => {
    const answer = await task(turn);
    const { waitedMs } = turn;
    context.set('timing', { ...context.get('timing'), queue: waitedMs, model: Date.now() - asked - waitedMs });
    return answer;
  };
  const network = sharingNetwork(req.header('cf-connecting-ip'));
  const result = queue.run(timed, { tokens, network, signal: req.raw.signal });
  executionCtx.waitUntil(result.catch(() => undefined));
  return result;
}

function load(env: Env, onProgress: () => void, signal: AbortSignal): Promise<Bert> {
  const id = residentModel(env);
  const openFile = (name: string) => openAsset(env, `/models/${id}/${name}`, signal);
  return loadBert({ id, kernels, onProgress, openFile, betweenLayers: nextTurn });
}

/** Sends a request on to the Worker that holds the other model. */
export async function askSibling(context: Context<AppEnv>, request: Request): Promise<Response> {
  const { MODEL, SIBLING } = context.env;
  const forwarded = new Request(request);
  if (SIBLING === undefined || forwarded.headers.has(forwardedHeader)) {
    throw new ApiError('model_not_deployed', `No Worker here holds this model; this one has ${MODEL}.`);
  }
  forwarded.headers.set(forwardedHeader, MODEL);
  forwarded.headers.set('x-request-id', context.get('requestId'));
  return SIBLING.fetch(forwarded);
}

/** Set on what one Worker sends the other, so that a wrong deployment cannot send it round in circles. */
export const forwardedHeader = 'x-forwarded-by-model';
