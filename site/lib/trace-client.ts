import { float16Value } from '../../shared/tensors/float16.ts';
import { readSafetensors } from '../../shared/tensors/safetensors.ts';
import type { Token } from '../../shared/tokenizer/token.ts';
import { api } from './api-client.ts';
import { askModel, bytesOf, readAnswer } from './ask-model.ts';
import type { ReaderPlace } from './fragment.ts';
import type { Trace, TraceTensor } from './trace.ts';

/** What is changed on the way through the model. */
export interface Intervention {
  /** [numHiddenLayers][numAttentionHeads]: 0 knocks a head out, 1 keeps it. */
  readonly headMask?: readonly (readonly number[])[];
  /** Indices of tokens that `[MASK]` replaces. */
  readonly maskTokens?: readonly number[];
  /** Adds `delta.<name>`: with the changes minus without. */
  readonly compare?: boolean;
  /** How the numbers travel: `f16` halves the answer and keeps 3 significant digits. */
  readonly dtype?: 'f32' | 'f16';
}

/**
 * The named tensors of a text from `POST /v1/trace`, with an intervention if there is one.
 * @throws ModelRefused with the API's own words; ModelDown when there is no usable answer
 */
export async function fetchTrace(
  { text, pair }: Pick<ReaderPlace, 'text' | 'pair'>,
  names: readonly string[],
  signal: AbortSignal,
  intervention: Intervention = {},
): Promise<Trace> {
  const json = { text, ...(pair && { text_pair: pair }), tensors: [...names], ...onTheWire(intervention) };
  const response = await askModel((options) => api.v1.trace.$post({ json }, options), signal);
  return readAnswer(response, async (answer) => readTraceFile(await bytesOf(answer)));
}

function onTheWire({ headMask, maskTokens, compare, dtype }: Intervention) {
  return {
    ...(headMask && { head_mask: headMask.map((row) => [...row]) }),
    ...(maskTokens?.length && { mask_tokens: [...maskTokens] }),
    ...(compare && { compare }),
    ...(dtype && { dtype }),
  };
}

/** Reads the safetensors answer of `POST /v1/trace`. @throws Error when it has no tokens */
export function readTraceFile(file: Uint8Array): Trace {
  const { metadata, tensors } = readSafetensors(file);
  const tokens: unknown = JSON.parse(metadata.tokens ?? 'null');
  if (!Array.isArray(tokens)) throw new Error(`expected tokens in the metadata, found ${metadata.tokens}`);
  const floats: Record<string, TraceTensor> = {};
  for (const [name, { dtype, shape, data }] of Object.entries(tensors)) {
    if (dtype === 'F32') floats[name] = { shape, data };
    if (dtype === 'F16') floats[name] = { shape, data: Float32Array.from(data, float16Value) };
  }
  return { tokens: tokens as Token[], tensors: floats };
}
