// A Web Worker that holds the model. It loads the model at once, reports when it is ready, then answers requests one
// after the other; those that come while a long one is at work are answered when it pauses.

import type { Bert } from '../../../shared/model/bert.ts';
import { loadBert } from '../../../shared/model/load-bert.ts';
import { nextTurn } from '../../../shared/model/next-turn.ts';
import { forgetUrl, openUrl } from '../../../shared/model/open-url.ts';
import { webKernels } from '../../../shared/model/web-kernels.ts';
import { answerRequest, tabPaths } from './answer-request.ts';
import { tabModelBase, tabModelId } from './download.ts';
import type { Ask, Told } from './messages.ts';

/**
 * The part of a worker's scope that is used here, typed by hand because TypeScript's worker types clash with those of
 * pages.
 */
const scope = globalThis as unknown as {
  postMessage(told: Told, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<Ask>) => void) | null;
};

/** More would wait for each other, and leave a phone no core. */
const mostThreads = 4;

/** Bytes between two reports: often enough for a progress bar that moves. */
const stepBytes = 256 * 1024;

const loading = load();
loading.then(
  ({ threads }) => scope.postMessage({ kind: 'ready', paths: tabPaths, threads }),
  async (error: unknown) => {
    await forgetUrl(tabModelBase, caches).catch(() => undefined);
    scope.postMessage({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  },
);

type Question = Extract<Ask, { kind: 'ask' }>;

const waiting: Question[] = [];
/** By the ids of requests that wait or are at work. */
const given = new Map<number, AbortController>();
let isAtWork = false;

scope.onmessage = ({ data }) => {
  if (data.kind === 'give-up') return given.get(data.id)?.abort();
  given.set(data.id, new AbortController());
  waiting.push(data);
  void work();
};

async function work(): Promise<void> {
  if (isAtWork) return;
  isAtWork = true;
  await answerWaiting(await loading);
  isAtWork = false;
}

async function answerWaiting(bert: Bert): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { signal } = given.get(next.id)!;
    if (!signal.aborted) await answer(bert, next, signal);
    given.delete(next.id);
  }
}

async function answer(bert: Bert, { id, request }: Question, signal: AbortSignal): Promise<void> {
  const pause = async () => {
    await nextTurn();
    await answerWaiting(bert);
    signal.throwIfAborted();
  };
  const { lines, ...answer } = await answerRequest(bert, request, pause);
  scope.postMessage({ kind: 'answer', id, answer, isInLines: lines !== undefined }, [answer.body.buffer]);
  if (!lines) return;
  for await (const text of lines) scope.postMessage({ kind: 'line', id, text });
  scope.postMessage({ kind: 'end', id });
}

async function load(): Promise<Bert> {
  let told = 0;
  return loadBert({
    id: tabModelId,
    ...(await webKernels(Math.min(mostThreads, navigator.hardwareConcurrency))),
    openFile: openUrl(tabModelBase, (url, init) => fetch(url, init), { caches }),
    onProgress: (loaded, total) => {
      if (loaded < total && loaded - told < stepBytes) return;
      told = loaded;
      scope.postMessage({ kind: 'progress', loaded, total });
    },
  });
}
