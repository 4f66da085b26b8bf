import type { InferRequestType } from 'hono/client';
import { readSafetensors } from '../../shared/tensors/safetensors.ts';
import { api } from './api-client.ts';
import { askModel, type ModelAnswer, readAnswer } from './ask-model.ts';
import { readAttentionFile } from './attention-file.ts';
import type { AttentionLens, AttentionTrace } from './attention-trace.ts';
import { attentionBytes, fitsOneAnswer } from './in-answers.ts';
import { headCount, layerCount } from './reader-place.ts';
import { countTokens, mostTokensOf, noteTokenCount } from './token-count.ts';

export interface AttentionQuestion {
  readonly text: string;
  /** The second segment; empty where there is none. */
  readonly pair: string;
  /** 0-based. Only this head is fetched where all 144 would be too large for one answer. */
  readonly layer: number;
  readonly head: number;
  readonly lens?: AttentionLens;
}

const reduceOf = { weight: 'none', norm: 'norm', rollout: 'rollout' } as const satisfies Record<AttentionLens, string>;

/**
 * Attention of a text from `POST /v1/attention`: of all heads, or only of the wanted one where all do not fit one
 * answer.
 * @throws ModelRefused in words for the reader; ModelDown when there is no usable answer
 */
export async function fetchAttention(question: AttentionQuestion, signal: AbortSignal): Promise<AttentionTrace> {
  const { text, pair, layer, head, lens = 'weight' } = question;
  const matrices = lens === 'rollout' ? layerCount : layerCount * headCount;
  const fits = (most: number) => fitsOneAnswer(attentionBytes(most, matrices));
  const seqLen = await countTokens(question, fits);
  const isWhole = fits(seqLen);
  const json: AttentionBody = {
    text,
    ...(pair && { text_pair: pair }),
    ...(lens !== 'weight' && { reduce: reduceOf[lens] }),
    // Rollout averages all heads; with `heads` it would average only those.
    ...(!isWhole && { layers: [layer], ...(lens !== 'rollout' && { heads: [head] }) }),
  };
  const bytes = attentionBytes(seqLen, isWhole ? matrices : 1);
  const trace = readAnswer(await ask(json, signal, bytes), readAttentionFile);
  noteTokenCount(question, trace.tokens.length);
  return trace;
}

/** Whether the weights of all heads fit one answer, as far as this is known without a request. */
export function fitsWhole(question: AttentionQuestion): boolean {
  return fitsOneAnswer(attentionBytes(mostTokensOf(question)));
}

function ask(json: AttentionBody, signal: AbortSignal, bytes: number): Promise<ModelAnswer> {
  return askModel((options) => api.v1.attention.$post({ json }, options), signal, { bytes });
}

/**
 * Weights of all heads of some layers at one byte each, round(255 w), and metrics of those heads, [layers x heads] by
 * name.
 */
export interface HeadBytes {
  readonly bytes: Uint8Array;
  readonly metrics: Readonly<Record<string, Float32Array>>;
}

/** Bytes of one layer in `fetchHeadBytes`. */
export function layerBytes(seqLen: number): number {
  return attentionBytes(seqLen, headCount, 1);
}

/**
 * Weights for pictures, where 256 levels are enough: a quarter of the bytes of `fetchAttention`.
 * @throws as `fetchAttention`
 */
export async function fetchHeadBytes(
  { text, pair }: Pick<AttentionQuestion, 'text' | 'pair'>,
  layers: readonly number[],
  seqLen: number,
  signal: AbortSignal,
): Promise<HeadBytes> {
  const json: AttentionBody = {
    text,
    ...(pair && { text_pair: pair }),
    layers: [...layers],
    dtype: 'u8',
    metrics: true,
  };
  return readAnswer(await ask(json, signal, layers.length * layerBytes(seqLen)), readHeadBytes);
}

function readHeadBytes(file: Uint8Array): HeadBytes {
  const { tensors } = readSafetensors(file);
  const { attentions } = tensors;
  if (attentions?.dtype !== 'U8') throw new Error(`expected attentions U8, found ${attentions?.dtype ?? 'nothing'}`);
  const metrics: Record<string, Float32Array> = {};
  for (const [name, { dtype, data }] of Object.entries(tensors)) {
    if (name.startsWith('metrics.') && dtype === 'F32') metrics[name.slice('metrics.'.length)] = data;
  }
  return { bytes: attentions.data, metrics };
}

type AttentionBody = InferRequestType<typeof api.v1.attention.$post>['json'];
