import { readSafetensors } from '../../shared/tensors/safetensors.ts';
import type { Token } from '../../shared/tokenizer/token.ts';
import { api } from './api-client.ts';
import { AttentionDown, askModel, readRefusal } from './attention-client.ts';
import type { ReaderPlace } from './fragment.ts';
import type { Trace, TraceTensor } from './trace.ts';

/**
 * The named tensors of a text from `POST /v1/trace`.
 * @throws AttentionRefused with the API's own words; AttentionDown when there is no usable answer
 */
export async function fetchTrace(
  { text, pair }: Pick<ReaderPlace, 'text' | 'pair'>,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Trace> {
  const json = { text, ...(pair && { text_pair: pair }), tensors: [...names] };
  const response = await askModel((options) => api.v1.trace.$post({ json }, options), signal);
  if (!response.ok) throw await readRefusal(response);
  try {
    return readTraceFile(new Uint8Array(await response.arrayBuffer()));
  } catch (cause) {
    throw new AttentionDown('The model answered in a way this page cannot read.', { cause });
  }
}

/** Reads the safetensors answer of `POST /v1/trace`. @throws Error when it has no tokens */
export function readTraceFile(file: Uint8Array): Trace {
  const { metadata, tensors } = readSafetensors(file);
  const tokens: unknown = JSON.parse(metadata.tokens ?? 'null');
  if (!Array.isArray(tokens)) throw new Error(`expected tokens in the metadata, found ${metadata.tokens}`);
  const floats: Record<string, TraceTensor> = {};
  for (const [name, tensor] of Object.entries(tensors)) if (tensor.dtype === 'F32') floats[name] = tensor;
  return { tokens: tokens as Token[], tensors: floats };
}
