// The model of this isolate, and what bounds its memory while many requests ask for it. The inbox counts a request's
// body until it is answered. The request waits for the model to load, then in the queue for its turn: one works at a
// time, because there is one working memory. Its answer stands in a parcel of the outbox until the client has read it.

import type { Context } from 'hono';
import { expectModel } from '../shared/api/expect-model.ts';
import { limits } from '../shared/api/limits.ts';
import type { ModelId } from '../shared/api/served-models.ts';
import type { Turn } from '../shared/api/turn.ts';
import type { Bert } from '../shared/model/bert.ts';
import { loadBert } from '../shared/model/load-bert.ts';
import { nextTurn } from '../shared/model/next-turn.ts';
import { indexFileName } from '../shared/weights/shard-index.ts';
import { sharingNetwork } from './admission/client-network.ts';
import { Inbox } from './admission/inbox.ts';
import { LeastBusy } from './admission/least-busy.ts';
import { LoadOnce } from './admission/load-once.ts';
import { lostAnswerMs, Outbox } from './admission/outbox.ts';
import { Queue, type QueueTurn } from './admission/queue.ts';
import { unitsOf, WorkMeter } from './admission/work-meter.ts';
import { openAsset, readTextAsset } from './assets.ts';
import type { AppEnv, Env } from './env.ts';
import type { Host } from './host.ts';
import { sha256 } from './sha256.ts';

const stalledLoadMs = 20_000;
/** Longer than any turn that is still at work: reading a text of 512 tokens and predicting 512 words takes 3 s. */
const stalledTurnMs = 60_000;
/** Tokens of later requests that may overtake the earliest one: the length of the longest text. */
const patience = limits.tokensPerText;
const lostRequestMs = 600_000;
const failedWorkerMs = 10_000;

/** The model that this Worker was deployed with. */
export function residentModel(env: Env): ModelId {
  return expectModel(env.MODEL);
}

/** One per isolate: the model, the requests waiting for it, the answers that are not yet read. */
export class Resident {
  readonly host: Host;
  readonly inbox = new Inbox(limits.waitingBodyBytes, lostRequestMs);
  readonly outbox = new Outbox(limits.waitingAnswerBytes, lostAnswerMs);
  readonly meter = new WorkMeter();
  readonly leastBusy = new LeastBusy({ lostMs: lostRequestMs, restMs: failedWorkerMs });
  readonly #bert = new LoadOnce<Bert>(stalledLoadMs);
  readonly #queue = new Queue({
    capacity: limits.waitingRequests,
    share: limits.waitingRequestsOfNetwork,
    patience,
    stallMs: stalledTurnMs,
  });
  #weightsVersion: string | undefined;

  constructor(host: Host) {
    this.host = host;
  }

  /** Requests that work or wait in this isolate. */
  get queueLength(): number {
    return this.#queue.length;
  }

  /** The state of this isolate as /health reports it. */
  state(env: Env) {
    return {
      id: residentModel(env),
      state: this.#bert.state,
      memory_bytes: this.#bert.value?.memoryBytes ?? 0,
      queue_length: this.queueLength,
    };
  }

  /**
   * The model, loaded first where this isolate has not loaded it yet. That is enough for work without the engine, such
   * as tokenizing. The load goes on when the client that caused it disconnects, because later requests wait for the
   * same load.
   */
  async bert(context: Context<AppEnv>): Promise<Bert> {
    const { env, executionCtx } = context;
    const asked = Date.now();
    const bert = await this.#bert.get(
      (onProgress, signal) => this.#load(env, onProgress, signal),
      (promise) => executionCtx.waitUntil(promise),
    );
    context.set('timing', { load: Date.now() - asked });
    return bert;
  }

  /** Units of work that the model does to read so many tokens in so many layers, all where absent. */
  unitsOf(tokens: number, layers?: number): number {
    const config = this.#bert.value?.config;
    return config === undefined ? 0 : unitsOf(config, tokens, layers ?? config.numHiddenLayers);
  }

  /**
   * Runs `task` when it is its turn at the engine. A client that disconnects loses its place at once while it waits,
   * and at the next pause while the engine works for it.
   */
  async inTurn<T>(context: Context<AppEnv>, tokens: number, task: (turn: Turn) => Promise<T>): Promise<T> {
    const { req, executionCtx } = context;
    const asked = Date.now();
    const timed = async (turn: QueueTurn) => {
      const answer = await task(turn);
      const { waitedMs } = turn;
      context.set('timing', { ...context.get('timing'), queue: waitedMs, model: Date.now() - asked - waitedMs });
      return answer;
    };
    const network = sharingNetwork(req.header('cf-connecting-ip'));
    const result = this.#queue.run(timed, { tokens, network, signal: req.raw.signal });
    executionCtx.waitUntil(result.catch(() => undefined));
    return result;
  }

  /**
   * A digest of the weights' index, which holds the checksums of all weight files. It is computed once, because the
   * weights of an isolate do not change.
   */
  async weightsVersion(env: Env): Promise<string> {
    this.#weightsVersion ??= await sha256(await readTextAsset(env, `/models/${residentModel(env)}/${indexFileName}`));
    return this.#weightsVersion;
  }

  #load(env: Env, onProgress: () => void, signal: AbortSignal): Promise<Bert> {
    const id = residentModel(env);
    const openFile = (name: string) => openAsset(env, `/models/${id}/${name}`, signal);
    return loadBert({ id, kernels: this.host.kernels, onProgress, openFile, betweenLayers: nextTurn });
  }
}
