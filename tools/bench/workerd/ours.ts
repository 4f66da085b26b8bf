import kernels from '../../../build/kernels.wasm';
import dotKernels from '../../../build/kernels-dot.wasm';
import { isDotNative } from '../../../shared/engine/kernel-choice.ts';
import { loadBert } from '../../../shared/model/load-bert.ts';
import { ourBert } from '../contenders/our-bert.ts';
import { serveContender } from './serve-contender.ts';

export default serveContender(async (id, origin) => {
  const openFile = async (name: string) => (await fetch(`${origin}/${name}`)).body!;
  return ourBert(await loadBert({ id, kernels: isDotNative(dotKernels) ? dotKernels : kernels, openFile }));
});
