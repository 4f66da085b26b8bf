import type { HeadSweepQuestion } from '../../../model/head-sweep.ts';
import { signedStyle } from '../scale/signed-style.ts';

/** One head of the model, 0-based. */
export interface HeadPlace {
  readonly layer: number;
  readonly head: number;
}

/** The change of a log-probability that gets the full colour: half, or twice, the probability. */
const fullChange = Math.LN2;

/** Inline style of one cell: the ink of its sign and its strength by the root, so that small changes can be seen. */
export function changeStyle(change: number): string {
  return signedStyle(Math.sign(change) * Math.sqrt(Math.abs(change) / fullChange));
}

/** A change of the log-probability that no eye finds in the map: less than a hundredth of the probability. */
const faint = 0.01;

/** Whether no head alone changes the word, so that the whole map is pale. @param changes NaN where not known yet */
export function isFaintMap(changes: readonly number[]): boolean {
  return changes.every((change) => Math.abs(change) < faint);
}

/** How far a word falls or rises without a head, for ears: `× 0.48`. */
export function factorText(change: number): string {
  return Number.isFinite(change) ? `times ${Math.exp(change).toFixed(2)}` : 'not known yet';
}

/** A text whose heads are knocked out one at a time, with its blanks. */
export type SweptText = Pick<HeadSweepQuestion, 'text' | 'pair' | 'masked'>;

/**
 * The bodies of requests whose answers hold the numbers of one head, for `data-request`: the text; the same with this
 * head knocked out; and with nothing knocked out, but read as finely as where something is, so that both can be compared.
 */
export function headRequests({ text, pair, masked }: SweptText, { layer, head }: HeadPlace): string {
  const sentence = { text, ...(pair && { text_pair: pair }), ...(masked.length > 0 && { mask_tokens: masked }) };
  const change = (does: object) => ({
    ...sentence,
    interventions: [{ at: `attentions.${layer}`, heads: [head], ...does }],
  });
  return JSON.stringify([sentence, change({ set: 0 }), change({ scale: 1 })]);
}

/** How the API names a word's probability at a token, in those requests: with the head knocked out, and with all heads. */
export function probabilityNames(position: number, id: number): { readonly without: string; readonly whole: string } {
  return { without: `fill_mask@1.12[${position}][${id}]`, whole: `fill_mask@2.12[${position}][${id}]` };
}

/** How the API names the change of the word's log-probability, in those requests. */
export function changeName(position: number, id: number): string {
  const { without, whole } = probabilityNames(position, id);
  return `log(${without}) - log(${whole})`;
}
