// What the package `bert-attention/node` offers: files from disk, the fastest kernels, threads.

export { nodeKernels } from '../model/node-kernels.ts';
export { nodeThreads } from '../model/node-threads.ts';
export { openFolder } from '../model/open-folder.ts';
