// A Web Worker that holds the model. It loads the model at once, reports when it is ready, then answers requests one
// after the other.

import kernelsUrl from '../../../build/kernels.wasm?url';
import plainKernelsUrl from '../../../build/kernels-plain.wasm?url';
import { kernelFile } from '../../../shared/engine/kernels.ts';
import type { Bert } from '../../../shared/model/bert.ts';
import { loadBert } from '../../../shared/model/load-bert.ts';
import { forgetUrl, openUrl } from '../../../shared/model/open-url.ts';
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

const kernelUrls = { 'kernels.wasm': kernelsUrl, 'kernels-plain.wasm': plainKernelsUrl };

/** Bytes between two reports: often enough for a progress bar that moves. */
const stepBytes = 256 * 1024;

const loading = load();
let last: Promise<unknown> = loading.then(
  () => scope.postMessage({ kind: 'ready', paths: tabPaths }),
  async (error: unknown) => {
    await forgetUrl(tabModelBase, caches).catch(() => undefined);
    scope.postMessage({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  },
);

scope.onmessage = ({ data: { id, request } }) => {
  last = last.then(async () => {
    const answer = await answerRequest(await loading, request);
    scope.postMessage({ kind: 'answer', id, answer }, [answer.body.buffer]);
  });
};

async function load(): Promise<Bert> {
  let told = 0;
  return loadBert({
    id: tabModelId,
    kernels: await WebAssembly.compileStreaming(fetch(kernelUrls[kernelFile()])),
    openFile: openUrl(tabModelBase, (url, init) => fetch(url, init), { caches }),
    onProgress: (loaded, total) => {
      if (loaded < total && loaded - told < stepBytes) return;
      told = loaded;
      scope.postMessage({ kind: 'progress', loaded, total });
    },
  });
}
