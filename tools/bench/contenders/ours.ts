import { loadBert } from '../../../shared/model/load-bert.ts';
import { nodeKernels } from '../../../shared/model/node-kernels.ts';
import { openFolder } from '../../../shared/model/open-folder.ts';
import type { Contender, ModelFiles } from '../contender.ts';
import { ourBert } from './our-bert.ts';

/** This project's engine in Node. */
export async function loadOurs({ id, converted, threads }: ModelFiles): Promise<Contender> {
  return ourBert(await loadBert({ id, ...(await nodeKernels(threads)), openFile: openFolder(converted) }));
}
