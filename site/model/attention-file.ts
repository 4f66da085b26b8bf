import { readSafetensors, writeSafetensors } from '../../shared/tensors/safetensors.ts';
import type { Token } from '../../shared/tokenizer/token.ts';
import type { AttentionLens, AttentionTrace } from './attention-trace.ts';

/** By `reduce`; plain weights have no entry. */
const lensOf: Readonly<Record<string, AttentionLens>> = { norm: 'norm', rollout: 'rollout' };

/**
 * Reads the safetensors answer of `POST /v1/attention`: `attentions` F32 [layers, heads, n, n], or [layers, n, n] where
 * the heads are reduced to one, which is then head 0. Model, tokens, layers, heads and reduce are metadata.
 * @throws Error when a part is missing or the shape is not what the metadata say
 */
export function readAttentionFile(file: Uint8Array): AttentionTrace {
  const { metadata, tensors } = readSafetensors(file);
  const attentions = tensors.attentions;
  if (attentions?.dtype !== 'F32') throw new Error(`expected attentions F32, found ${attentions?.dtype ?? 'nothing'}`);
  const tokens = metadataList<Token>(metadata, 'tokens');
  const layers = metadataList<number>(metadata, 'layers');
  const isReduced = attentions.shape.length === 3;
  const heads = isReduced ? [0] : metadataList<number>(metadata, 'heads');
  const shape = [layers.length, ...(isReduced ? [] : [heads.length]), tokens.length, tokens.length];
  const holds = lensOf[metadata.reduce ?? ''];
  if (String(attentions.shape) !== String(shape)) {
    throw new Error(`expected attentions [${shape}], found [${attentions.shape}]`);
  }
  return {
    model: metadata.model ?? 'unknown model',
    ...(holds && { holds }),
    tokens,
    layers,
    heads,
    attentions: attentions.data,
  };
}

function metadataList<Item>(metadata: Readonly<Record<string, string>>, name: string): Item[] {
  const list: unknown = JSON.parse(metadata[name] ?? 'null');
  if (!Array.isArray(list)) throw new Error(`expected ${name} in the metadata, found ${metadata[name]}`);
  return list;
}

/** Writes the same file from a trace; the inverse of `readAttentionFile`. */
export function writeAttentionFile(trace: AttentionTrace): Uint8Array {
  const n = trace.tokens.length;
  const shape = [trace.layers.length, trace.heads.length, n, n];
  const inputIds = Int32Array.from(trace.tokens, ({ id }) => id);
  return writeSafetensors(
    {
      attentions: { dtype: 'F32', shape, data: trace.attentions },
      input_ids: { dtype: 'I32', shape: [n], data: inputIds },
    },
    {
      model: trace.model,
      tokens: JSON.stringify(trace.tokens),
      layers: JSON.stringify(trace.layers),
      heads: JSON.stringify(trace.heads),
    },
  );
}

/** [0, 1, ... count - 1] */
export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
