import type { MaskCandidate } from '../../../shared/model/fill-mask.ts';
import type { Token } from '../../../shared/tokenizer/token.ts';
import type { Intervention } from '../../model/fetch-trace.ts';
import { headCount, layerCount, type ReaderPlace, type Sentence } from '../../model/reader-place.ts';
import type { Trace } from '../../model/trace.ts';

/** A token to blank out, and the heads to knock out while the model fills the blank. */
export interface KnockOutQuestion extends Pick<ReaderPlace, 'text' | 'pair' | 'layer' | 'head'> {
  /** Index of the token that `[MASK]` replaces. */
  readonly blank: number;
  /** The one head, or all heads of its layer. */
  readonly scope: 'head' | 'layer';
}

export interface KnockOutView {
  readonly question: KnockOutQuestion;
  /** Tokens of the sentence, with the blank unmasked. */
  readonly tokens: readonly Token[];
  /** Candidates, best first, of the whole model and of the changed one. */
  readonly before: readonly MaskCandidate[];
  readonly after: readonly MaskCandidate[];
  /** |h' - h| / |h| of each token's last hidden state, [seqLen]. */
  readonly changes: readonly number[];
}

type Change = Pick<Intervention, 'headMask' | 'maskTokens'>;

/** The model that answers: the API in the browser, the engine while the site is built. */
export interface KnockOutModel {
  trace(sentence: Sentence, names: readonly string[], change: Change): Promise<Trace>;
  fillMask(sentence: Sentence, topK: number, change: Change): Promise<readonly MaskCandidate[]>;
}

/** [numHiddenLayers][numAttentionHeads]: 0 for the heads that are knocked out, else 1. */
export function headMaskOf({ layer, head, scope }: Pick<KnockOutQuestion, 'layer' | 'head' | 'scope'>): number[][] {
  const isOut = (l: number, h: number) => l === layer && (scope === 'layer' || h === head);
  return Array.from({ length: layerCount }, (_, l) =>
    Array.from({ length: headCount }, (_, h) => Number(!isOut(l, h))),
  );
}

/**
 * The two requests whose answers hold the printed numbers, for `data-request`: the whole model, then the changed one.
 */
export function requestsOf(question: KnockOutQuestion): string {
  const { text, pair, blank } = question;
  const sentence = { text, ...(pair && { text_pair: pair }), mask_tokens: [blank] };
  return JSON.stringify([sentence, { ...sentence, head_mask: headMaskOf(question) }]);
}

/** How the API names a candidate's probability in one of the two requests. */
export function probabilityName(request: 0 | 1, id: number): string {
  return `sum(only(softmax(logits@${request}[0]), ${id}))`;
}

/** How the API names the change of a token's last hidden state between the two requests. */
export function changeName(token: number): string {
  const at = (request: 0 | 1) => `hidden_states@${request}.${layerCount}[${token}]`;
  return `|${at(1)} - ${at(0)}| / |${at(0)}|`;
}
