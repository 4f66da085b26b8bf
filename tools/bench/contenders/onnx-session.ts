import { join } from 'node:path';
import type * as Ort from '#ort';
import type { Contender, ModelFiles } from '../contender.ts';

export interface SessionOptions {
  readonly ort: typeof Ort;
  readonly executionProvider: string;
  /** Ending of the ONNX file: `_quantized` or nothing. */
  readonly suffix: string;
}

/** A contender that is nothing but an ONNX Runtime session with all graph optimizations. */
export async function loadOnnxSession(
  { onnx, onnxFile, threads }: ModelFiles,
  { ort, executionProvider, suffix }: SessionOptions,
): Promise<Contender> {
  const session = await ort.InferenceSession.create(join(onnx, 'onnx', `${onnxFile}${suffix}.onnx`), {
    executionProviders: [executionProvider],
    graphOptimizationLevel: 'all',
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
  });
  const layers = session.outputNames.filter((name) => name.startsWith('attentions.'));
  const run = (tokenIds: readonly number[], tokenTypeIds: readonly number[], names: readonly string[]) =>
    session.run(textFeeds(ort, tokenIds, tokenTypeIds), [...names]);
  return {
    async forward(tokenIds) {
      const outputs = await run(tokenIds, zeros(tokenIds), ['last_hidden_state']);
      return outputs.last_hidden_state.data as Float32Array;
    },
    async attentions(tokenIds, tokenTypeIds) {
      const outputs = await run(tokenIds, tokenTypeIds, layers);
      return layers.map((name) => outputs[name].data as Float32Array);
    },
  };
}

function textFeeds(ort: typeof Ort, tokenIds: readonly number[], tokenTypeIds: readonly number[]) {
  const row = (numbers: readonly number[]) =>
    new ort.Tensor('int64', BigInt64Array.from(numbers, BigInt), [1, numbers.length]);
  return {
    input_ids: row(tokenIds),
    attention_mask: row(tokenIds.map(() => 1)),
    token_type_ids: row(tokenTypeIds),
  };
}

function zeros(like: readonly number[]): number[] {
  return like.map(() => 0);
}
