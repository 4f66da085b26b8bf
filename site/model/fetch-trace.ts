import { float16Value } from '../../shared/tensors/float16.ts';
import { readSafetensors } from '../../shared/tensors/safetensors.ts';
import type { Token } from '../../shared/tokenizer/token.ts';
import { type AnswerPart, planParts } from './answer-size.ts';
import { api } from './api-client.ts';
import { askModel, ModelRefused, readAnswer } from './ask-model.ts';
import type { HeldIntervention } from './held-interventions.ts';
import { mostTokens } from './in-answers.ts';
import type { Sentence } from './reader-place.ts';
import { countTokens } from './token-count.ts';
import type { Trace, TraceTensor } from './trace.ts';

/** What a request changes in the forward pass. */
export interface Intervention {
  /** [numHiddenLayers][numAttentionHeads]: 0 knocks a head out, 1 keeps it. */
  readonly headMask?: readonly (readonly number[])[];
  /** Indices of tokens that `[MASK]` replaces. */
  readonly maskTokens?: readonly number[];
  /** Changes of what the model computes on the way. */
  readonly interventions?: readonly HeldIntervention[];
  /** Adds `delta.<name>` for each tensor: its value with the changes minus its value without. */
  readonly compare?: boolean;
  /** The type of the numbers in the answer: `f16` halves it and keeps 3 significant digits. */
  readonly dtype?: 'f32' | 'f16';
}

/** The most requests into which one question is split. */
const mostParts = 4;

/**
 * The named tensors of a text from `POST /v1/trace`, with an intervention if there is one. Their sizes are known
 * beforehand, so they are asked for in as few answers as the limit allows.
 * @throws ModelRefused in words for the reader; ModelDown when there is no usable answer
 */
export async function fetchTrace(
  sentence: Sentence,
  names: readonly string[],
  signal: AbortSignal,
  intervention: Intervention = {},
): Promise<Trace> {
  const { dtype, compare } = intervention;
  const plan = (seqLen: number) => planParts(names, seqLen, dtype, compare ? 2 : 1);
  const seqLen = await countTokens(sentence, (most) => plan(most)?.length === 1);
  const parts = plan(seqLen);
  if (!parts || parts.length > mostParts) throw tooMuch(seqLen, (count) => (plan(count)?.length ?? 99) <= mostParts);
  return joined(await Promise.all(parts.map((part) => fetchPart(sentence, part, signal, intervention))));
}

/** Puts the parts of one trace together. */
export function joined(traces: readonly Trace[]): Trace {
  return {
    tokens: traces[0]?.tokens ?? [],
    tensors: Object.assign({}, ...traces.map(({ tensors }) => tensors)),
  };
}

function tooMuch(seqLen: number, fits: (seqLen: number) => boolean): ModelRefused {
  const message = `For ${seqLen} tokens these are more numbers than the answers can hold; up to ${mostTokens(fits)} tokens they fit.`;
  return new ModelRefused(message, 'tensor_too_large');
}

/** Fetches one part of a trace in one answer. @throws as `fetchTrace` */
export async function fetchPart(
  { text, pair }: Sentence,
  { names, dtype, bytes }: AnswerPart,
  signal: AbortSignal,
  intervention: Intervention = {},
): Promise<Trace> {
  const json = {
    text,
    ...(pair && { text_pair: pair }),
    tensors: [...names],
    ...onTheWire({ ...intervention, ...(dtype === 'f16' && { dtype }) }),
  };
  const answer = await askModel((options) => api.v1.trace.$post({ json }, options), signal, { bytes });
  return readAnswer(answer, (file) => expectTensors(readTraceFile(file), names));
}

function onTheWire({ headMask, maskTokens, interventions, compare, dtype }: Intervention) {
  return {
    ...(headMask && { head_mask: headMask.map((row) => [...row]) }),
    ...(maskTokens?.length && { mask_tokens: [...maskTokens] }),
    ...(interventions?.length && { interventions: [...interventions] }),
    ...(compare && { compare }),
    ...(dtype && { dtype }),
  };
}

/** Figures rely on every tensor that they asked for. @throws Error naming those that are absent */
function expectTensors(trace: Trace, names: readonly string[]): Trace {
  const absent = names.filter((name) => !trace.tensors[name]);
  if (absent.length > 0) throw new Error(`expected ${names}, found no ${absent}`);
  return trace;
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
