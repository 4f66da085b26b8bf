import { type Bert, isDotNative, loadBert } from 'bert-attention';
import kernels from 'bert-attention/kernels/kernels.wasm';
import dotKernels from 'bert-attention/kernels/kernels-dot.wasm';
import { ask } from './ask.js';

interface Env {
  readonly FILES: { fetch(url: string): Promise<Response> };
}

let loading: Promise<Bert> | undefined;

export default {
  async fetch(_request: Request, { FILES }: Env): Promise<Response> {
    loading ??= loadBert({
      id: 'all-MiniLM-L6-v2',
      kernels: isDotNative(dotKernels) ? dotKernels : kernels,
      openFile: async (name) => (await FILES.fetch(`http://files/${name}`)).body ?? new ReadableStream(),
    });
    return Response.json({ digests: await ask(await loading), threads: (await loading).threads });
  },
};
