import type { MaskCandidate } from '../../../shared/model/fill-mask.ts';
import type { Token } from '../../../shared/tokenizer/token.ts';
import { maskText } from '../../model/blank.ts';
import { layerCount } from '../../model/reader-place.ts';
import { mostStateTokens } from '../../model/state-sweep.ts';
import { counted } from '../../ui/counted.ts';
import { withMinus } from '../marks/number/number-format.ts';
import type { GuessRow } from '../take-it-away/take-it-away.ts';

/** Two sentences, token under token: something of `source` is handed over into `text`. */
export interface SentencePair {
  readonly source: string;
  readonly text: string;
}

/** What is handed over, by the place of the pass where it stands. */
export const families = ['hidden_states', 'attention_output', 'key'] as const;
export type Family = (typeof families)[number];

/** What of the other sentence is put in the place of this one's; 0-based. */
export interface Patch {
  readonly token: number;
  readonly layer: number;
  readonly family: Family;
}

export type ShownToken = Pick<Token, 'text' | 'special'>;

/** A word that is followed, with the natural logarithm of its probability in each sentence. */
export interface Followed {
  readonly token: string;
  readonly id: number;
  readonly own: number;
  readonly source: number;
}

/** Two sentences, and what each state of the one does in the other. */
export interface PairView {
  readonly pair: SentencePair;
  readonly tokens: readonly ShownToken[];
  readonly sourceTokens: readonly ShownToken[];
  /** Index of the token to guess, in both. */
  readonly blank: number;
  /** The best word of each sentence by itself. */
  readonly best: { readonly own: GuessedWord; readonly source: GuessedWord };
  /** The word that the sentence itself favours over the other, and the one that the other favours. */
  readonly words: readonly [own: Followed, source: Followed];
  /** For each of the words [layers x seqLen]: by how much its log-probability changes; NaN where not known yet. */
  readonly changes: readonly (readonly number[])[];
}

export type GuessedWord = Pick<MaskCandidate, 'id' | 'token' | 'probability'>;

/** What the blank says before and after. */
export interface PatchView {
  readonly pair: SentencePair;
  readonly patch: Patch;
  readonly blank: number;
  readonly rows: readonly GuessRow[];
  readonly best: readonly [before: number, after: number];
  /** Probabilities of the words that are followed, with what is handed over. */
  readonly followed: readonly number[];
}

/** Candidates asked for; a word below them has no number. */
export const asked = 50;

/** Changes nothing, but is read as finely as where something is changed, so that both can be compared. */
const unchanged = [{ at: 'hidden_states.0', scale: 1 }];

/** The bodies of the three requests: the sentence, the sentence with what is handed over, and the other sentence. */
export function requestsOf({ text, source }: SentencePair, { token, layer, family }: Patch) {
  const own = { text, interventions: unchanged };
  const patched = { text, interventions: [{ at: `${family}.${layer}`, tokens: [token], patch: { text: source } }] };
  return { own, patched, source: { text: source, interventions: unchanged } };
}

/** The same for `data-request`. */
export function dataRequest(pair: SentencePair, patch: Patch): string {
  const { own, patched, source } = requestsOf(pair, patch);
  return JSON.stringify([own, patched, source]);
}

/** How the API names a word's probability in those requests. */
export function probabilityName(request: 'own' | 'patched' | 'source', blank: number, id: number): string {
  return `fill_mask@${['own', 'patched', 'source'].indexOf(request)}.${layerCount}[${blank}][${id}]`;
}

/** How the API names the part of the way from the sentence to the other one that the word goes. */
export function shareName(blank: number, id: number): string {
  const [own, patched, source] = (['own', 'patched', 'source'] as const).map(
    (request) => `log(${probabilityName(request, blank, id)})`,
  );
  return `(${patched} - ${own}) / (${source} - ${own})`;
}

/**
 * How far a change moves a word's log-probability on the way to what it is in the other sentence: 0 as in its own, 1 as in
 * the other, below 0 away from it.
 */
export function shareOfWay({ own, source }: Followed, change: number): number {
  return change / (source - own);
}

/** Shares of one word, [layers x seqLen]. */
export function sharesOf({ words, changes }: PairView, word: 0 | 1): number[] {
  return changes[word]!.map((change) => shareOfWay(words[word], change));
}

/** What keeps two sentences from being held against each other, and what to change; undefined where nothing does. */
export function pairFault(tokens: readonly ShownToken[], sourceTokens: readonly ShownToken[]): string | undefined {
  const blank = blankAt(tokens);
  const sourceBlank = blankAt(sourceTokens);
  if (blank < 0 || sourceBlank < 0) {
    const which =
      blank < 0 && sourceBlank < 0 ? 'Neither sentence has' : `The ${blank < 0 ? 'lower' : 'upper'} sentence has not`;
    return `${which} a blank yet. Write ${maskText} where BERT should guess.`;
  }
  const [more, fewer] = [sourceTokens.length, tokens.length];
  if (more !== fewer) {
    const other = more > fewer ? 'upper' : 'lower';
    return `The ${other} sentence is ${counted(Math.abs(more - fewer), 'token')} longer (${more} above, ${fewer} below), so its words have no partners. Choose words of as many pieces. BERT reads the longer one as: ${piecesOf(more > fewer ? sourceTokens : tokens)}`;
  }
  if (blank !== sourceBlank) return `The blanks stand at different places. Put ${maskText} under ${maskText}.`;
  if (tokens.length > mostStateTokens) {
    return `${tokens.length} tokens in ${layerCount} layers are too many states to hand over one at a time. Up to ${mostStateTokens} tokens it works.`;
  }
  if (tokens.every(({ text }, at) => text === sourceTokens[at]!.text)) {
    return 'BERT reads the two sentences as the same. Change a word in one of them.';
  }
  return undefined;
}

/** The tokens as BERT reads them, without the marks at the ends. */
function piecesOf(tokens: readonly ShownToken[]): string {
  return tokens
    .slice(1, -1)
    .map(({ text }) => text)
    .join(' · ');
}

/** Index of the first blank; -1 where there is none. */
export function blankAt(tokens: readonly ShownToken[]): number {
  return tokens.findIndex(({ text }) => text === maskText);
}

/** Index of the first token that differs: what is handed over before the reader chooses. */
export function firstDifference({ tokens, sourceTokens }: Pick<PairView, 'tokens' | 'sourceTokens'>): number {
  return tokens.findIndex(({ text }, at) => text !== sourceTokens[at]!.text);
}

/** The words that are followed: whose probability the one sentence, and the other, favours most. */
export function wordsToFollow(own: readonly GuessedWord[], source: readonly GuessedWord[]): [GuessedWord, GuessedWord] {
  return [mostFavoured(own, source), mostFavoured(source, own)];
}

function mostFavoured(here: readonly GuessedWord[], there: readonly GuessedWord[]): GuessedWord {
  const lead = ({ id, probability }: GuessedWord) =>
    probability - (there.find((one) => one.id === id)?.probability ?? 0);
  return here.reduce((most, word) => (lead(word) > lead(most) ? word : most));
}

/** How far on the way, as a number: `94 %`, `−3 %`. */
export function wayDigits(share: number): string {
  return Number.isFinite(share) ? `${withMinus(String(Math.round(share * 100) + 0))}\u00a0%` : '…';
}

/** Below this a word hardly moves. */
const slight = 0.02;

/** What a share says, behind its number: `94 % of the way to the upper sentence`. */
export function shareWords(share: number): string {
  if (Math.abs(share) < slight) return 'of the way to what it is in the upper sentence: next to no change';
  if (share < 0) return 'of the way: it goes farther from what it is in the upper sentence';
  if (share > 1 + slight) return 'of the way: it goes past what it is in the upper sentence';
  return 'of the way to what it is in the upper sentence';
}

/** For ears: `94 % of the way to what it is in the upper sentence`. */
export function shareText(share: number): string {
  return Number.isFinite(share) ? `${wayDigits(share)} ${shareWords(share)}` : 'not known yet';
}

/** What is handed over before the reader chooses: the first token that differs, in the middle of the model. */
export function opening(view: Pick<PairView, 'tokens' | 'sourceTokens'>): Patch {
  return { token: firstDifference(view), layer: 5, family: 'hidden_states' };
}

/** The words that are followed, as requests name them. */
export function followOf({ words }: Pick<PairView, 'words'>): string[] {
  return words.map(({ token }) => token);
}
