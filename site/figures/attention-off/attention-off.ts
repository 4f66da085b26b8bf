import { limits } from '../../../shared/api/limits.ts';
import type { MaskCandidate } from '../../../shared/model/fill-mask.ts';
import type { Token } from '../../../shared/tokenizer/token.ts';
import { upTo } from '../../model/attention-file.ts';
import { blankedSentence } from '../../model/blank.ts';
import { headCount, layerCount, type Sentence } from '../../model/reader-place.ts';

/** A sentence with one blank in it. */
export interface BlankQuestion extends Sentence {
  /** Index of the token that is, or becomes, `[MASK]`. */
  readonly blank: number;
}

/** A word that is among the best at some setting, with its probability at every setting. */
export interface FollowedWord extends Pick<MaskCandidate, 'id' | 'token'> {
  /**
   * By the number of layers with attention, 0..1; null where the word is not among the candidates, or nothing has been
   * answered.
   */
  readonly probabilities: readonly (number | null)[];
}

export interface AttentionOffView {
  readonly question: BlankQuestion;
  readonly tokens: readonly Pick<Token, 'text' | 'start' | 'end' | 'type' | 'special'>[];
  /** The whole model's best word first, then the others by their largest probability. */
  readonly words: readonly FollowedWord[];
  /** By the number of layers with attention. */
  readonly answered: readonly boolean[];
}

/** Candidates, best first, with attention in the first 0 to 12 layers; undefined where there is no answer yet. */
export type Columns = readonly (readonly MaskCandidate[] | undefined)[];

/** Settings of the dial: attention on in the first 0, 1 ... 12 layers. */
export const settings: readonly number[] = upTo(layerCount + 1);
/** Candidates asked for at each setting; a word below them has no number. */
export const asked = limits.candidates;
/** How many of the best words of each setting are followed through all settings. */
export const best = 5;

/** [numHiddenLayers][numAttentionHeads]: 1 for the heads of the first `on` layers, 0 for all others. */
export function headMaskOfFirst(on: number): number[][] {
  return Array.from({ length: layerCount }, (_, layer) => Array(headCount).fill(layer < on ? 1 : 0));
}

/** The words that are among the best at any setting, with their probabilities at all. */
export function followedWords(columns: Columns): FollowedWord[] {
  const listed = columns.map((column) => new Map(column?.map(({ id, probability }) => [id, probability])));
  const tokens = new Map(columns.flatMap((column) => column?.slice(0, best) ?? []).map(({ id, token }) => [id, token]));
  const last = columns[layerCount]?.[0]?.id;
  const words = [...tokens].map(([id, token]) => ({
    id,
    token,
    probabilities: listed.map((probabilities) => probabilities.get(id) ?? null),
  }));
  const most = ({ id, probabilities }: FollowedWord) =>
    id === last ? 2 : Math.max(...probabilities.map((probability) => probability ?? 0));
  return words.sort((a, b) => most(b) - most(a));
}

/** Indices of the words that have a number at one setting, best first. */
export function ranking(words: readonly FollowedWord[], on: number): number[] {
  const probability = (word: number) => words[word]!.probabilities[on];
  return words
    .flatMap((_, word) => (probability(word) == null ? [] : [word]))
    .sort((a, b) => probability(b)! - probability(a)!);
}

/** Whether a token has no letter and no digit. Such a token is written larger, because it would hardly be seen. */
export function isSign(token: string): boolean {
  return !/[\p{L}\p{N}]/u.test(token);
}

/**
 * The smallest number of layers from which on the whole model's word stays first; undefined until every setting is
 * answered.
 */
export function leadFrom({ words, answered }: AttentionOffView): number | undefined {
  if (answered.includes(false)) return undefined;
  const led = settings.map((on) => ranking(words, on)[0] === 0);
  return led.lastIndexOf(false) + 1;
}

/** What the figure shows of the candidates at all settings. */
export function viewOf(
  question: BlankQuestion,
  tokens: AttentionOffView['tokens'],
  columns: Columns,
): AttentionOffView {
  return {
    question,
    tokens: tokens.map(({ text, start, end, type, special }) => ({ text, start, end, type, special })),
    words: followedWords(columns),
    answered: settings.map((on) => columns[on] !== undefined),
  };
}

/** The thirteen requests whose answers hold the numbers, for `data-request`. */
export function requestsOf({ question, tokens }: AttentionOffView): string {
  const sentence = blankedSentence(question, tokens, question.blank);
  return JSON.stringify(settings.map((on) => ({ ...sentence, head_mask: headMaskOfFirst(on) })));
}

/** How the API names a word's probability with attention in `on` layers. */
export function probabilityName({ question }: AttentionOffView, on: number, id: number): string {
  return `fill_mask@${on}.${layerCount}[${question.blank}][${id}]`;
}

/** Characters of the sentence that are kept on either side of the blank. */
const context = 70;

/** The text around the blank. */
export function aroundBlank({
  question: { text, pair, blank },
  tokens,
}: AttentionOffView): [before: string, after: string] {
  const token = tokens[blank];
  if (!token) return [text, ''];
  const whole = token.type === 1 ? pair : text;
  const [before, after] = [whole.slice(0, token.start), whole.slice(token.end)];
  return [
    before.length > context ? `… ${before.slice(-context)}` : before,
    after.length > context ? `${after.slice(0, context)} …` : after,
  ];
}
