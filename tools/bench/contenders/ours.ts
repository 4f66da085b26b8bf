import { readFile } from 'node:fs/promises';
import { loadBert } from '../../../shared/model/load-bert.ts';
import { openFolder } from '../../../shared/model/open-folder.ts';
import type { Contender, ModelFiles } from '../contender.ts';
import { ourBert } from './our-bert.ts';

/** This project's engine in Node. */
export async function loadOurs({ id, converted, kernels }: ModelFiles): Promise<Contender> {
  const module = await WebAssembly.compile(await readFile(kernels));
  return ourBert(await loadBert({ id, kernels: module, openFile: openFolder(converted) }));
}
