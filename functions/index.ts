import type { ExecutionContext } from 'hono';
import kernels from '../build/kernels.wasm';
import dotKernels from '../build/kernels-dot.wasm';
import { isDotNative } from '../shared/engine/kernel-choice.ts';
import { createApp } from './app.ts';
import type { Env } from './env.ts';
import { asPost } from './query-method.ts';
import { tidied } from './request-url.ts';

const app = createApp({
  ...(isDotNative(dotKernels)
    ? { kernels: dotKernels, kernelFile: 'kernels-dot.wasm' }
    : { kernels, kernelFile: 'kernels.wasm' }),
  edgeCache: caches.default,
  passingStream: (bytes) => (bytes === undefined ? new IdentityTransformStream() : new FixedLengthStream(bytes)),
});

export default {
  fetch: (request: Request, env: Env, context: ExecutionContext) => app.fetch(asPost(tidied(request)), env, context),
};
