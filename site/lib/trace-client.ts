import { float16Value } from '../../shared/tensors/float16.ts';
import { readSafetensors } from '../../shared/tensors/safetensors.ts';
import type { Token } from '../../shared/tokenizer/token.ts';
import { api } from './api-client.ts';
import { type Answer, askModel, bytesOf, readAnswer } from './ask-model.ts';
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

const tooLarge = 413;
/** What does not fit into one answer is asked for in parts, so many at most. */
const mostParts = 4;

type Sentence = Pick<ReaderPlace, 'text' | 'pair'>;

/**
 * The named tensors of a text from `POST /v1/trace`, with an intervention if there is one.
 * @throws ModelRefused with the API's own words; ModelDown when there is no usable answer
 */
export function fetchTrace(
  sentence: Sentence,
  names: readonly string[],
  signal: AbortSignal,
  intervention: Intervention = {},
): Promise<Trace> {
  return fetchParts((part) => askForTrace(sentence, part, signal, intervention), names, mostParts);
}

function askForTrace(
  { text, pair }: Sentence,
  names: readonly string[],
  signal: AbortSignal,
  intervention: Intervention,
) {
  const json = { text, ...(pair && { text_pair: pair }), tensors: [...names], ...onTheWire(intervention) };
  return askModel((options) => api.v1.trace.$post({ json }, options), signal);
}

/** All of `names`, or each half of them on its own where they are too much for one answer. */
async function fetchParts(
  ask: (names: readonly string[]) => Promise<Answer>,
  names: readonly string[],
  parts: number,
): Promise<Trace> {
  const response = await ask(names);
  if (response.status !== tooLarge || parts < 2 || names.length < 2) {
    return readAnswer(response, async (answer) => readTraceFile(await bytesOf(answer)));
  }
  const middle = Math.ceil(names.length / 2);
  const [first, second] = await Promise.all([
    fetchParts(ask, names.slice(0, middle), parts / 2),
    fetchParts(ask, names.slice(middle), parts / 2),
  ]);
  return { tokens: first.tokens, tensors: { ...first.tensors, ...second.tensors } };
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
