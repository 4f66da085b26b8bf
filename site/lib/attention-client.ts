import type { InferRequestType } from 'hono/client';
import { readSafetensors } from '../../shared/tensors/safetensors.ts';
import { api } from './api-client.ts';
import { type Answer, askModel, bytesOf, readAnswer } from './ask-model.ts';
import { readAttentionFile } from './attention-file.ts';
import type { AttentionLens, AttentionTrace } from './attention-trace.ts';

export interface AttentionQuestion {
  readonly text: string;
  /** Second segment; empty: none. */
  readonly pair: string;
  /** 0-based: the one head that is fetched when all 144 would be too large an answer. */
  readonly layer: number;
  readonly head: number;
  readonly lens?: AttentionLens;
}

const reduceOf = { weight: 'none', norm: 'norm', rollout: 'rollout' } as const satisfies Record<AttentionLens, string>;

const tooLarge = 413;

/**
 * Attention of a text from `POST /v1/attention`: all heads, or only the wanted one when all would be too large.
 * @throws ModelRefused with the API's own words; ModelDown when there is no usable answer
 */
export async function fetchAttention(question: AttentionQuestion, signal: AbortSignal): Promise<AttentionTrace> {
  const { text, pair, layer, head, lens = 'weight' } = question;
  const body = { text, ...(pair && { text_pair: pair }), ...(lens !== 'weight' && { reduce: reduceOf[lens] }) };
  const ask = (json: AttentionBody) => askModel((options) => api.v1.attention.$post({ json }, options), signal);
  const response = await ask(body);
  if (response.status !== tooLarge) return readFile(response);
  // Rollout is over all heads: with some of them named it would be over those.
  return readFile(await ask({ ...body, layers: [layer], ...(lens !== 'rollout' && { heads: [head] }) }));
}

/** Weights of all heads of some layers at a byte each, round(255 w), and what the heads do with the text, [layers x heads] by name. */
export interface HeadBytes {
  readonly bytes: Uint8Array;
  readonly metrics: Readonly<Record<string, Float32Array>>;
}

/** For pictures: a quarter of the answer of `fetchAttention`. @throws as `fetchAttention` */
export async function fetchHeadBytes(
  { text, pair }: Pick<AttentionQuestion, 'text' | 'pair'>,
  layers: readonly number[],
  signal: AbortSignal,
): Promise<HeadBytes> {
  const json: AttentionBody = {
    text,
    ...(pair && { text_pair: pair }),
    layers: [...layers],
    dtype: 'u8',
    metrics: true,
  };
  const response = await askModel((options) => api.v1.attention.$post({ json }, options), signal);
  return readAnswer(response, async (answer) => readHeadBytes(await bytesOf(answer)));
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

function readFile(response: Answer): Promise<AttentionTrace> {
  return readAnswer(response, async (answer) => readAttentionFile(await bytesOf(answer)));
}
