/** What goes into a session of transformers.js and what comes out of it, as tensors of ONNX Runtime's interface. */
import { Tensor as HfTensor } from '@xenova/transformers';
import { Tensor as OrtTensor } from '#ort';
import type { Tensor } from '../tensors/tensor.ts';
import type { Token } from '../tokenizer/token.ts';
import type { PassTokens, TraceOptions } from './bert.ts';
import { isLogits } from './read-trace.ts';

export function textFeeds(tokens: PassTokens): Record<string, OrtTensor> {
  const row = (value: (token: Pick<Token, 'id' | 'type'>) => number) =>
    new OrtTensor(
      'int64',
      BigInt64Array.from(tokens, (token) => BigInt(value(token))),
      [1, tokens.length],
    );
  return {
    input_ids: row(({ id }) => id),
    attention_mask: row(() => 1),
    token_type_ids: row(({ type }) => type),
  };
}

/**
 * Feeds for texts side by side, [texts, longest]. Shorter texts are padded with [PAD], which the attention mask leaves
 * out.
 */
export function paddedFeeds(batch: readonly ArrayLike<number>[]): Record<'input_ids' | 'attention_mask', HfTensor> {
  const shape = [batch.length, Math.max(...batch.map(({ length }) => length))];
  const inputIds = new BigInt64Array(shape[0] * shape[1]);
  const attentionMask = new BigInt64Array(inputIds.length);
  for (const [row, ids] of batch.entries()) {
    const start = row * shape[1];
    inputIds.set(Array.from(ids, BigInt), start);
    attentionMask.fill(1n, start, start + ids.length);
  }
  return {
    input_ids: new HfTensor('int64', inputIds, shape),
    attention_mask: new HfTensor('int64', attentionMask, shape),
  };
}

export function headMaskFeed(headMask: TraceOptions['headMask']): Record<string, OrtTensor> {
  if (!headMask) return {};
  const data = Float32Array.from(headMask.flat());
  return { head_mask: new OrtTensor('float32', data, [headMask.length, headMask[0]?.length ?? 0]) };
}

export function listFeed(positions: readonly number[]): Record<string, OrtTensor> {
  const pairs = positions.flatMap((position) => [0n, BigInt(position)]);
  return { logit_positions: new OrtTensor('int64', BigInt64Array.from(pairs), [positions.length, 2]) };
}

/** Drops the batch dimension. Logits have none: they have one row for each listed token. */
export function withoutBatch(name: string, { dims, data }: OrtTensor): Tensor {
  return { dtype: 'F32', shape: isLogits(name) ? dims : dims.slice(1), data: data as Float32Array };
}
