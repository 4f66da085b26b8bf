import { readSafetensors, writeSafetensors } from '../../shared/tensors/safetensors.ts';
import type { Token } from '../../shared/tokenizer/token.ts';
import type { AttentionTrace } from './attention-trace.ts';

/**
 * Reads the safetensors answer of `POST /v1/attention`: `attentions` F32 [layers, heads, n, n], tokens and model as metadata.
 * @param only the layers and heads that were asked for; absent: all, from 0
 * @throws Error when a part is missing or its shape does not fit the tokens
 */
export function readAttentionFile(file: Uint8Array, only?: { layers: number[]; heads: number[] }): AttentionTrace {
  const { metadata, tensors } = readSafetensors(file);
  const attentions = tensors.attentions;
  if (attentions?.dtype !== 'F32') throw new Error(`expected attentions F32, found ${attentions?.dtype ?? 'nothing'}`);
  const tokens = JSON.parse(metadata.tokens ?? '[]') as Token[];
  const [layers = 0, heads = 0, rows, columns] = attentions.shape;
  if (attentions.shape.length !== 4 || rows !== tokens.length || columns !== tokens.length) {
    throw new Error(
      `expected attentions [layers, heads, ${tokens.length}, ${tokens.length}], found [${attentions.shape}]`,
    );
  }
  return {
    model: metadata.model ?? 'unknown model',
    tokens,
    layers: only?.layers ?? upTo(layers),
    heads: only?.heads ?? upTo(heads),
    attentions: attentions.data,
  };
}

/** The same file from a trace; inverse of `readAttentionFile`. */
export function writeAttentionFile(trace: AttentionTrace): Uint8Array {
  const n = trace.tokens.length;
  const shape = [trace.layers.length, trace.heads.length, n, n];
  const inputIds = Int32Array.from(trace.tokens, ({ id }) => id);
  return writeSafetensors(
    {
      attentions: { dtype: 'F32', shape, data: trace.attentions },
      input_ids: { dtype: 'I32', shape: [n], data: inputIds },
    },
    { model: trace.model, tokens: JSON.stringify(trace.tokens) },
  );
}

export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
