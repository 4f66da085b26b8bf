import { float16Value } from '../../shared/tensors/float16.ts';
import { readSafetensors } from '../../shared/tensors/safetensors.ts';
import type { Token } from '../../shared/tokenizer/token.ts';
import { type AnswerPart, planParts } from './answer-size.ts';
import { api } from './api-client.ts';
import { askModel, ModelRefused, readAnswer } from './ask-model.ts';
import { mostTokens } from './in-answers.ts';
import type { ReaderPlace } from './reader-place.ts';
import { countTokens } from './token-count.ts';
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

/** What does not fit into one answer is asked for in parts, so many at most. */
const mostParts = 4;

type Sentence = Pick<ReaderPlace, 'text' | 'pair'>;

/**
 * The named tensors of a text from `POST /v1/trace`, with an intervention if there is one: in as few answers as their sizes
 * allow, which are known before they are asked for.
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

/**
 * Those of the named tensors that one answer can hold, one answer after the other, however many they are.
 * @throws as `fetchTrace`, of which `tensor_too_large` is none
 */
export async function fetchWhatFits(sentence: Sentence, names: readonly string[], signal: AbortSignal): Promise<Trace> {
  const seqLen = await countTokens(sentence, (most) => planParts(names, most)?.length === 1);
  const parts = planParts(fittingNames(names, seqLen), seqLen) ?? [];
  const traces: Trace[] = [];
  for (const part of parts) traces.push(await fetchPart(sentence, part, signal, {}));
  return joined(traces);
}

/** The names whose tensors are not too large alone, in their order. */
export function fittingNames(names: readonly string[], seqLen: number): string[] {
  return names.filter((name) => planParts([name], seqLen));
}

function joined(traces: readonly Trace[]): Trace {
  return {
    tokens: traces[0]?.tokens ?? [],
    tensors: Object.assign({}, ...traces.map(({ tensors }) => tensors)),
  };
}

function tooMuch(seqLen: number, fits: (seqLen: number) => boolean): ModelRefused {
  const message = `For ${seqLen} tokens these are more numbers than the answers can hold; up to ${mostTokens(fits)} tokens they fit.`;
  return new ModelRefused(message, 'tensor_too_large');
}

async function fetchPart(
  { text, pair }: Sentence,
  { names, dtype, bytes }: AnswerPart,
  signal: AbortSignal,
  intervention: Intervention,
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

function onTheWire({ headMask, maskTokens, compare, dtype }: Intervention) {
  return {
    ...(headMask && { head_mask: headMask.map((row) => [...row]) }),
    ...(maskTokens?.length && { mask_tokens: [...maskTokens] }),
    ...(compare && { compare }),
    ...(dtype && { dtype }),
  };
}

/** A figure may rely on what it asked for. @throws Error naming what is absent */
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
