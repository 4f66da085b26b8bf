import { bertBase } from '../../shared/api/served-models.ts';
import { ModelRefused } from '../model/ask-model.ts';
import { upTo } from '../model/attention-file.ts';
import type { AttentionLens, AttentionTrace } from '../model/attention-trace.ts';
import { type AttentionQuestion, fetchAttention } from '../model/fetch-attention.ts';
import { fetchTrace } from '../model/fetch-trace.ts';
import { attentionBytes, fitsOneAnswer, mostTokens } from '../model/in-answers.ts';
import { headCount, layerCount } from '../model/reader-place.ts';
import type { Question } from './answer.svelte.ts';
import { interventionOf, isPlainPass } from './changes/changed-pass.ts';
import type { Changes } from './place.ts';
import { rolledOut } from './rolled-out.ts';

/** The most tokens for which all heads fit one answer: 120. */
export const allHeadsTokens = mostTokens((seqLen) => fitsOneAnswer(attentionBytes(seqLen)));

/** What is asked: a text, a lens, and the changes. */
export interface ReadingAsked {
  readonly text: string;
  readonly pair: string;
  readonly seqLen: number;
  readonly lens: AttentionLens;
  readonly layer: number;
  readonly changes: Changes;
}

/** The numbers of a text, with what was asked for them. */
export interface Read extends AttentionTrace, Pick<ReadingAsked, 'text' | 'pair' | 'lens' | 'changes'> {}

/** The layers to ask for: all where their heads fit one answer, else one. */
export function layersAsked(seqLen: number, layer: number): number[] {
  return seqLen <= allHeadsTokens ? upTo(layerCount) : [layer];
}

/**
 * Asks for the unchanged attention of a second text: all heads where they fit one answer, else one head.
 * `readingQuestion` then asks for more.
 */
export function attentionQuestion(asked: AttentionQuestion): Question<AttentionTrace> {
  const { text, pair, lens } = asked;
  return { key: JSON.stringify([text, pair, lens]), ask: (signal) => fetchAttention(asked, signal) };
}

/**
 * Asks for a text in one lens, with the changes. The answer's `attentions` are [layers, heads, n, n]; of `rollout`,
 * which has no heads, [layers, n, n].
 */
export function readingQuestion(asked: ReadingAsked): Question<Read> {
  const { text, pair, seqLen, lens, layer, changes } = asked;
  const layers = layersAsked(seqLen, layer);
  const ask = (signal: AbortSignal) =>
    lens === 'rollout' ? rolloutOf(asked, signal) : fetchHeads(asked, layers, signal);
  return {
    key: JSON.stringify([text, pair, lens, layers, changes]),
    ask: async (signal) => ({ ...(await ask(signal)), text, pair, lens, changes }),
  };
}

async function fetchHeads(asked: ReadingAsked, layers: number[], signal: AbortSignal): Promise<AttentionTrace> {
  const family = asked.lens === 'norm' ? 'attention_norms' : 'attentions';
  const names = layers.map((layer) => `${family}.${layer}`);
  const { tokens, tensors } = await fetchTrace(asked, names, signal, interventionOf(asked.changes));
  const size = headCount * tokens.length ** 2;
  const attentions = new Float32Array(layers.length * size);
  for (const [index, name] of names.entries()) attentions.set(tensors[name]!.data, index * size);
  const holds = asked.lens === 'norm' ? { holds: 'norm' as const } : {};
  return { model: bertBase, ...holds, tokens, layers, heads: upTo(headCount), attentions };
}

/**
 * Without changes the API computes the rollout. With changes this page does, from all heads, by the function that the
 * API uses.
 */
async function rolloutOf(asked: ReadingAsked, signal: AbortSignal): Promise<AttentionTrace> {
  if (isPlainPass(asked.changes)) return fetchAttention({ ...asked, head: 0, lens: 'rollout' }, signal);
  if (asked.seqLen > allHeadsTokens) {
    throw new ModelRefused(
      `Rollout under changes needs all 144 heads at once, which is offered up to ${allHeadsTokens} tokens.`,
    );
  }
  return rolledOut(await fetchHeads({ ...asked, lens: 'weight' }, upTo(layerCount), signal));
}
