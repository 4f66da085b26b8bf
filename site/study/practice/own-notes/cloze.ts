import type { Token } from '../../../../shared/tokenizer/token.ts';
import { type Measured, type Prose, prose } from '../../../figures/marks/prose/prose.ts';
import { type Random, shuffled } from '../../random.ts';
import { optionCount } from '../options.ts';
import type { ChoiceQuestion, Option } from '../question.ts';
import type { Candidate } from '../sentence.ts';
import { isContentWord } from './content-words.ts';

/** A sentence of the notes with one word hidden, and the model's candidates for it, best first. */
export interface HiddenWord {
  readonly text: string;
  /** Tokens of the whole sentence. */
  readonly tokens: readonly Token[];
  /** Index of the hidden token. */
  readonly token: number;
  readonly candidates: readonly Candidate[];
  /** The hidden word with its probability; it may be missing among the candidates. */
  readonly truth: Candidate;
}

/**
 * The model's best candidates besides the hidden word: content words that the sentence does not contain, best first.
 */
export function runnersUp({ candidates, truth, tokens }: HiddenWord): Candidate[] {
  const isThere = (word: string) => tokens.some(({ text }) => text === word);
  return candidates.filter(({ token }) => isContentWord(token) && token !== truth.token && !isThere(token));
}

/**
 * A question with the hidden word and the model's three best other candidates; undefined where there are fewer. All
 * options are in lower case, as in the vocabulary, so that a capital gives nothing away.
 */
export function clozeQuestion(hidden: HiddenWord, random: Random): ChoiceQuestion | undefined {
  const { truth } = hidden;
  const guesses = runnersUp(hidden);
  const right = optionOf(hidden, truth);
  const wrong = guesses.slice(0, optionCount - 1).map((candidate) => optionOf(hidden, candidate));
  if (wrong.length < optionCount - 1) return undefined;
  const options = shuffled([right, ...wrong], random);
  return {
    prompt: clozeProse(hidden),
    options,
    answer: options.indexOf(right),
    explanation: explanationOf(truth, guesses[0]!, right, wrong[0]!),
  };
}

function explanationOf(truth: Candidate, best: Candidate, right: Option, first: Option): Prose {
  const [own, other] = [right.measured[0]!, first.measured[0]!];
  return truth.probability > best.probability
    ? prose`That is what your notes say. The model would say so too: it gives ${own} to ${truth.token} and ${other} to ${best.token}.`
    : prose`That is what your notes say. The model, which sees this sentence alone, prefers ${best.token}: ${other} against ${own}.`;
}

/** The sentence with a line in place of the hidden word. */
export function clozeProse({ text, tokens, token }: HiddenWord): Prose {
  const { start, end } = tokens[token]!;
  return [{ kind: 'text', text: `${text.slice(0, start)}_____${text.slice(end)}` }];
}

function optionOf({ text, token }: HiddenWord, { token: word, id, probability }: Candidate): Option {
  const measured: Measured = {
    value: probability,
    tensor: `softmax(logits)[0][${id}]`,
    request: JSON.stringify({ text, mask_tokens: [token] }),
  };
  return { label: prose`${word}`, measured: [measured] };
}
