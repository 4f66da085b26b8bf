import type { Context } from 'hono';
import kernels from '../build/kernels.wasm';
import { ApiError } from '../shared/api/errors.ts';
import { limits } from '../shared/api/limits.ts';
import { expectModel, type ModelId } from '../shared/api/model-ids.ts';
import type { Bert } from '../shared/model/bert.ts';
import { loadBert } from '../shared/model/load-bert.ts';
import { openAsset } from './assets.ts';
import type { AppEnv, Env } from './env.ts';
import { Inbox } from './inbox.ts';
import { LoadOnce } from './load-once.ts';
import { Outbox } from './outbox.ts';
import { Queue } from './queue.ts';

const stallMs = 20_000;
const queueCapacity = 32;
/** Longer than any task takes that still runs. */
const stalledTaskMs = 60_000;
const lostAnswerMs = 30_000;
const lostRequestMs = 600_000;

/** This isolate's model, the queue before it (the engine has one working memory) and the answers behind it. */
const bert = new LoadOnce<Bert>(stallMs);
const queue = new Queue(queueCapacity, stalledTaskMs);
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
 * The model, loaded first where this isolate has not yet: for what needs no engine, such as the tokenizer. The load
 * outlives a reader who goes away: those who come after wait for the same one.
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
 * Runs `task` when it is its turn at the engine. A task that has begun outlives a reader who goes away; one who goes away
 * before his turn loses it.
 */
export async function inTurn<T>(context: Context<AppEnv>, task: () => Promise<T>): Promise<T> {
  const asked = Date.now();
  const result = queue.run(async () => {
    const begun = Date.now();
    const answer = await task();
    context.set('timing', { ...context.get('timing'), queue: begun - asked, model: Date.now() - begun });
    return answer;
  }, context.req.raw.signal);
  context.executionCtx.waitUntil(result.catch(() => undefined));
  return result;
}

function load(env: Env, onProgress: () => void, signal: AbortSignal): Promise<Bert> {
  const id = residentModel(env);
  return loadBert({ id, kernels, onProgress, openFile: (name) => openAsset(env, `/models/${id}/${name}`, signal) });
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
