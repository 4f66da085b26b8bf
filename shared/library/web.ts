// What the package `bert-attention/web` offers to browsers: the fastest kernels, threads.

export { webKernels } from '../model/web-kernels.ts';
export { webThreads } from '../model/web-threads.ts';
