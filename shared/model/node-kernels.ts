import { readFile } from 'node:fs/promises';
import { fastestKernels, sharedKernelFile } from '../engine/kernel-choice.ts';
import type { LoadOptions } from './bert.ts';
import { nodeThreads } from './node-threads.ts';

const folder = new URL('../../build/', import.meta.url);

const compile = async (file: string) => WebAssembly.compile(await readFile(new URL(file, folder)));

/**
 * What `loadBert` needs of this machine in Node: the fastest kernels for its processor.
 * @param threads that share the work of each pass, the calling one among them; all of them give the same bits
 */
export async function nodeKernels(threads = 1): Promise<Pick<LoadOptions, 'kernels' | 'threads'>> {
  const { file, kernels } = await fastestKernels(compile);
  if (threads === 1) return { kernels };
  return { kernels: await compile(sharedKernelFile(file)), threads: nodeThreads(threads) };
}
