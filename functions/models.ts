import type { Context } from 'hono';
import kernels from '../build/kernels.wasm';
import { ApiError } from '../shared/api/errors.ts';
import { limits } from '../shared/api/limits.ts';
import { expectModel, type ModelId } from '../shared/api/model-ids.ts';
import type { Bert } from '../shared/model/bert.ts';
import { loadBert } from '../shared/model/load-bert.ts';
import { openAsset } from './assets.ts';
import type { AppEnv, Env } from './env.ts';
import { LoadOnce } from './load-once.ts';
import { Outbox } from './outbox.ts';
import { Queue } from './queue.ts';

const stallMs = 20_000;
const queueCapacity = 32;
const lostAnswerMs = 30_000;

/** This isolate's model, the queue before it (the engine has one working memory) and the answers behind it. */
const bert = new LoadOnce<Bert>(stallMs);
const queue = new Queue(queueCapacity);
export const outbox = new Outbox(limits.waitingTensorBytes, lostAnswerMs);

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
 * Runs `task` with the model, loading it first where this isolate has not yet. Both outlive a reader who goes away:
 * those who come after wait for the same load and the same queue. A reader who goes away before his turn loses it.
 */
export async function withBert<T>(context: Context<AppEnv>, task: (bert: Bert) => Promise<T>): Promise<T> {
  const { env, executionCtx } = context;
  const keepAlive = (promise: Promise<unknown>) => executionCtx.waitUntil(promise);
  const asked = Date.now();
  const resident = await bert.get((onProgress, signal) => load(env, onProgress, signal), keepAlive);
  const loaded = Date.now();
  const result = queue.run(async () => {
    const begun = Date.now();
    const answer = await task(resident);
    context.set('timing', { asked, loaded, begun, ended: Date.now() });
    return answer;
  }, context.req.raw.signal);
  keepAlive(result.catch(() => undefined));
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
    throw new ApiError(503, 'model_not_deployed', `No Worker here holds this model; this one has ${MODEL}.`);
  }
  forwarded.headers.set(forwardedHeader, MODEL);
  forwarded.headers.set('x-request-id', context.get('requestId'));
  return SIBLING.fetch(forwarded);
}

/** Set on what one Worker sends the other, so that a wrong deployment cannot send it round in circles. */
export const forwardedHeader = 'x-forwarded-by-model';
