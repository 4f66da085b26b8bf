import type { MaskCandidate } from '../../../shared/model/fill-mask.ts';
import type { Token } from '../../../shared/tokenizer/token.ts';
import type { blankedSentence } from '../../model/blank.ts';
import { layerCount, type Sentence } from '../../model/reader-place.ts';
import { shellWord } from '../../prose/shell-word.ts';
import { quotedName } from '../marks/tokens/token-name.ts';
import type { Change } from './experiments.ts';

/** How the reader has set the chapter's switches; all 0-based. */
export interface Setting {
  /** Index of the experiment's choice. */
  readonly choice: number;
  readonly layers?: readonly [first: number, last: number] | undefined;
  readonly heads?: number | undefined;
  /** The token that is taken away; undefined for the longest word but the blank. */
  readonly token?: number | undefined;
}

export interface AwayQuestion extends Sentence {
  /** The chapter's id. */
  readonly chapter: string;
  /** Index of the token that the reader has tapped; it is blanked out where the sentence has no blank. */
  readonly tapped: number;
  readonly setting: Setting;
}

/** A word among the guesses, with its probabilities, 0..1; null where it is not among the candidates asked for. */
export interface GuessRow extends Pick<MaskCandidate, 'id' | 'token'> {
  readonly before: number | null;
  readonly after: number | null;
}

export interface AwayView {
  readonly question: AwayQuestion;
  readonly tokens: readonly ShownToken[];
  /** Index of the token to guess. */
  readonly blank: number;
  /** Index of the token that is taken away. */
  readonly token: number;
  /** The best words before or after, the largest probability first. */
  readonly rows: readonly GuessRow[];
  /** Indices in `rows` of the best word before and after. */
  readonly best: readonly [before: number, after: number];
  readonly requests: AwayRequests;
}

type SentenceBody = ReturnType<typeof blankedSentence>;

/** The bodies of `POST /v1/fill-mask` that fill the blank, without and with the chapter's change. */
export interface AwayRequests {
  readonly before: SentenceBody;
  readonly after: SentenceBody & Change;
}

export type ShownToken = Pick<Token, 'text' | 'start' | 'end' | 'type' | 'special'>;

/** Candidates asked for; a word below them has no number. */
export const asked = 50;

/** The body as it is sent: how many words are wanted, and at which token. */
export function fillBody<Body>(body: Body, blank: number) {
  return { ...body, positions: [blank], top_k: asked };
}

/** What becomes of the guess. */
export type Outcome = 'same' | 'weaker' | 'surer' | 'other' | 'lost';

/** A change of the best word's probability below this counts as none. */
const slight = 0.05;
/** Where no word has this much, nothing is predicted any more. */
const little = 0.1;

/** What becomes of the guess, from the best words before and after. */
export function outcomeOf({ rows, best }: Pick<AwayView, 'rows' | 'best'>): Outcome {
  const [was, is] = [rows[best[0]]!, rows[best[1]]!];
  const [before, after] = [was.before ?? 0, is.after ?? 0];
  if (was.id !== is.id) return after < little && before >= little ? 'lost' : 'other';
  if (Math.abs(after - before) < slight) return 'same';
  return after < before ? 'weaker' : 'surer';
}

export const headlines: Readonly<Record<Outcome, string>> = {
  same: 'Next to nothing happens.',
  weaker: 'BERT is less sure.',
  surer: 'BERT is surer.',
  other: 'Another word comes first.',
  lost: 'The guess falls apart: no word gets even a tenth.',
};

/** What is taken away, with the part that the reader has chosen: “No feed-forward: layers 5 to 8”, 1-based. */
export function awayName(
  name: string,
  { question, tokens, token }: Pick<AwayView, 'question' | 'tokens' | 'token'>,
  hasToken: boolean,
): string {
  const { layers, heads } = question.setting;
  const parts = [
    ...(hasToken ? [quotedName(tokens, token)] : []),
    ...(layers ? [layersName(layers)] : []),
    ...(heads === undefined ? [] : [heads === 1 ? 'the first of every layer' : `the first ${heads} of every layer`]),
  ];
  return [name, ...parts].join(': ');
}

/** “layer 5”, “layers 5 to 8”: 1-based. */
export function layersName([first, last]: readonly [first: number, last: number]): string {
  return first === last ? `layer ${first + 1}` : `layers ${first + 1} to ${last + 1}`;
}

/** How the API names a word's probability before (request 0) or after (1). */
export function probabilityName(request: 0 | 1, blank: number, id: number): string {
  return `fill_mask@${request}.${layerCount}[${blank}][${id}]`;
}

/** A sentence with its blank, and what the model puts there. */
export interface Blanked extends Pick<AwayView, 'tokens' | 'blank' | 'rows' | 'best'> {
  readonly question: Sentence;
}

/** `curl` of one request, for a shell. */
export function curlOf(origin: string, body: unknown): string {
  return `curl -s ${origin}/v1/fill-mask -H 'content-type: application/json' \\\n  -d ${shellWord(JSON.stringify(body))}`;
}
