import { type OutputShape, outputShapes } from '../../shared/engine/outputs.ts';
import type { ReaderPlace } from './reader-place.ts';

/** Of tensor, in one answer of the API; more is refused. As in shared/api/limits.ts, which would bring zod to every reader. */
export const answerBytes = 8 * 2 ** 20;
/** Tokens that the model reads at most, `[CLS]` and `[SEP]` included. */
export const maxTokens = 512;
/** Tokens that one answer of `/v1/tokenize` lists at most. */
export const listedTokens = 16_384;

/** Sizes of bert-base-uncased. */
export const bertBase = {
  vocabSize: 30_522,
  hiddenSize: 768,
  numHiddenLayers: 12,
  numAttentionHeads: 12,
  headSize: 64,
  intermediateSize: 3072,
  maxPositionEmbeddings: maxTokens,
  typeVocabSize: 2,
  layerNormEps: 1e-12,
} as const;

const shapes = outputShapes(bertBase, true);

export type FloatName = 'f32' | 'f16';
const bytesOfFloat: Readonly<Record<FloatName, number>> = { f32: 4, f16: 2 };

/** Numbers in one tensor of `POST /v1/trace` for n tokens. @throws Error for a name that the model does not compute */
export function elementsOf(name: string, seqLen: number): number {
  const shape = shapes.get(name);
  if (!shape) throw new Error(`expected a tensor of the model, found ${name}`);
  return elements(shape, seqLen);
}

function elements({ kind, size }: OutputShape, seqLen: number): number {
  const heads = bertBase.numAttentionHeads;
  const counts = {
    rows: seqLen * size,
    pairs: seqLen * seqLen,
    headRows: heads * seqLen * size,
    headPairs: heads * seqLen * seqLen,
    listedRows: seqLen * size,
  };
  return counts[kind];
}

/** One request of several: which tensors, in which float, and the bytes of its answer. */
export interface AnswerPart {
  readonly names: readonly string[];
  readonly dtype: FloatName;
  readonly bytes: number;
}

/**
 * The fewest requests, in the order of `names`, of which each answer is allowed. What is too large alone comes as
 * float16. Undefined where a tensor is too large even so.
 * @param copies 2 where each tensor comes with its difference from another run
 */
export function planParts(
  names: readonly string[],
  seqLen: number,
  dtype: FloatName = 'f32',
  copies = 1,
): AnswerPart[] | undefined {
  const parts: AnswerPart[] = [];
  for (const name of names) {
    const size = copies * elementsOf(name, seqLen);
    const float = copies === 1 && size * bytesOfFloat[dtype] > answerBytes ? 'f16' : dtype;
    const bytes = size * (copies === 1 ? bytesOfFloat[float] : bytesOfFloat.f32);
    if (bytes > answerBytes) return undefined;
    const last = parts.at(-1);
    if (last && last.dtype === float && last.bytes + bytes <= answerBytes) {
      parts[parts.length - 1] = { ...last, names: [...last.names, name], bytes: last.bytes + bytes };
    } else parts.push({ names: [name], dtype: float, bytes });
  }
  return parts;
}

/** The most tokens for which `fits` still holds, at most 512. */
export function mostTokens(fits: (seqLen: number) => boolean): number {
  let most = maxTokens;
  while (most > 0 && !fits(most)) most--;
  return most;
}

/**
 * As many tokens as a text can have at most, without asking: every piece of a word stands for at least one byte of its
 * UTF-8, also after accents are taken apart, and two or three are added.
 */
export function mostTokensOf({ text, pair }: Pick<ReaderPlace, 'text' | 'pair'>): number {
  const bytes = (part: string) => new TextEncoder().encode(part).length;
  return bytes(text) + bytes(pair) + (pair ? 3 : 2);
}
