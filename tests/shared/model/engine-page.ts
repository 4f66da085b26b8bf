// What the test's page runs, bundled: a model by fetch, as a page of the site would load it.

import { loadBert } from '../../../shared/model/load-bert.ts';
import { openUrl } from '../../../shared/model/open-url.ts';
import { type ModelBits, modelBits } from './model-bits.ts';

export interface PageAnswer {
  readonly bits: ModelBits;
  /** Of the weights, as they came. */
  readonly progress: readonly (readonly [loadedBytes: number, totalBytes: number])[];
  /** Of all files, as they were read. */
  readonly bytesRead: number;
}

/** Loads the model at `base` and asks it for `text`. */
export async function askInPage(base: string, kernelsUrl: string, text: string): Promise<PageAnswer> {
  const progress: (readonly [number, number])[] = [];
  let bytesRead = 0;
  const onBytes = (_name: string, bytes: number) => {
    bytesRead += bytes;
  };
  const model = await loadBert({
    id: crypto.randomUUID(),
    kernels: await WebAssembly.compileStreaming(fetch(kernelsUrl)),
    openFile: openUrl(base, (url, init) => fetch(url, init), { caches, onBytes }),
    onProgress: (loaded, total) => progress.push([loaded, total]),
  });
  return { bits: await modelBits(model, text), progress, bytesRead };
}

Object.assign(globalThis, { askInPage });
