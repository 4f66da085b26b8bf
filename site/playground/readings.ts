import { bertBase } from '../../shared/api/model-ids.ts';
import { ModelRefused } from '../model/ask-model.ts';
import { upTo } from '../model/attention-file.ts';
import type { AttentionLens, AttentionTrace } from '../model/attention-trace.ts';
import { type AttentionQuestion, fetchAttention } from '../model/fetch-attention.ts';
import { fetchTrace } from '../model/fetch-trace.ts';
import { attentionBytes, fitsOneAnswer, mostTokens } from '../model/in-answers.ts';
import { headCount, layerCount } from '../model/reader-place.ts';
import type { Question } from './answer.svelte.ts';
import { hasChanges, interventionOf } from './changes/head-mask.ts';
import type { Changes } from './place.ts';
import { rolledOut } from './rolled-out.ts';

/** Most tokens of which all heads are one answer: 120. */
export const allHeadsTokens = mostTokens((seqLen) => fitsOneAnswer(attentionBytes(seqLen)));

/** Which numbers of which text, under which changes. */
export interface ReadingAsked {
  readonly text: string;
  readonly pair: string;
  readonly seqLen: number;
  readonly lens: AttentionLens;
  readonly layer: number;
  readonly changes: Changes;
}

/** Numbers of a text, and what was asked for them. */
export interface Read extends AttentionTrace, Pick<ReadingAsked, 'text' | 'pair' | 'lens' | 'changes'> {}

/** All heads of all layers where they fit in one answer, else those of one layer. */
export function layersAsked(seqLen: number, layer: number): number[] {
  return seqLen <= allHeadsTokens ? upTo(layerCount) : [layer];
}

/** Attention of a second text, unchanged: all heads where they fit, else one, beside which `readingQuestion` asks for others. */
export function attentionQuestion(asked: AttentionQuestion): Question<AttentionTrace> {
  const { text, pair, lens } = asked;
  return { key: JSON.stringify([text, pair, lens]), ask: (signal) => fetchAttention(asked, signal) };
}

/**
 * A text in one lens, under changes. The answer's `attentions` are [layers, heads, n, n]; of `rollout`, which has no heads,
 * [layers, n, n].
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

/** Rollout by the API; under changes from all heads, by the same function that the API uses. */
async function rolloutOf(asked: ReadingAsked, signal: AbortSignal): Promise<AttentionTrace> {
  if (!hasChanges(asked.changes)) return fetchAttention({ ...asked, head: 0, lens: 'rollout' }, signal);
  if (asked.seqLen > allHeadsTokens) {
    throw new ModelRefused(
      `Rollout under changes needs all 144 heads at once, which is offered up to ${allHeadsTokens} tokens.`,
    );
  }
  return rolledOut(await fetchHeads({ ...asked, lens: 'weight' }, upTo(layerCount), signal));
}
