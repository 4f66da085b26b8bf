import { bertBase } from '../../../../shared/api/served-models.ts';
import type { Token } from '../../../../shared/tokenizer/token.ts';
import { ModelRefused } from '../../../model/ask-model.ts';
import { fetchFillMask, fetchTokens } from '../../../model/fetch-tasks.ts';
import { below, type Random, seededRandom } from '../../random.ts';
import type { ChoiceQuestion } from '../question.ts';
import type { Candidate } from '../sentence.ts';
import { clozeQuestion, type HiddenWord } from './cloze.ts';
import { contentWords, countCutWords } from './content-words.ts';
import { clozeCount, type NotesPlan, recallCount } from './plan.ts';
import { type RecallQuestion, recallSentence } from './recall.ts';

export type NotesItem =
  | { readonly kind: 'cloze'; readonly sentence: string; readonly question: ChoiceQuestion }
  | { readonly kind: 'recall'; readonly sentence: string; readonly question: RecallQuestion };

export interface NotesRound {
  readonly items: readonly NotesItem[];
  /** Number of words that are not one entry of the vocabulary and so could not be hidden. */
  readonly cutWords: number;
}

/** The most candidates that the API ranks; a word beyond them is asked for by name. */
const rankedWords = 100;
/** Number of other sentences that an answer is compared with. */
const otherCount = 3;
/** The hidden word is one of this many rarest content words. */
const rarest = 3;

/**
 * Questions about the planned sentences: first those with a hidden word, then those that the reader answers in own
 * words, about other sentences where there are enough. Sentences are sent one by one, only as many as are needed; a
 * sentence that the model refuses is skipped.
 * @throws ModelDown when there is no usable answer
 */
export async function fetchNotesRound(
  { sentences }: NotesPlan,
  seed: number,
  signal: AbortSignal,
): Promise<NotesRound> {
  const random = seededRandom(seed);
  const hidden: NotesItem[] = [];
  let cut = 0;
  for (const { text } of sentences) {
    if (hidden.length === clozeCount) break;
    const tokens = await tokensOf(text, signal);
    const question = tokens && (await fetchCloze(text, tokens, random, signal));
    if (!question) continue;
    cut += countCutWords(tokens);
    hidden.push({ kind: 'cloze', sentence: text, question });
  }
  const all = sentences.map(({ text }) => text);
  return { items: [...hidden, ...recallItems(hidden, all)], cutWords: cut };
}

function recallItems(hidden: readonly NotesItem[], all: readonly string[]): NotesItem[] {
  const wasHidden = (text: string) => hidden.some(({ sentence }) => sentence === text);
  const order = [...all.filter((text) => !wasHidden(text)), ...all.filter(wasHidden)];
  return order.slice(0, recallCount).map((text): NotesItem => {
    const others = all.filter((other) => other !== text).slice(0, otherCount);
    return { kind: 'recall', sentence: text, question: recallSentence(text, others) };
  });
}

async function tokensOf(text: string, signal: AbortSignal): Promise<readonly Token[] | undefined> {
  try {
    return (await fetchTokens({ text, model: bertBase }, signal)).tokens;
  } catch (error) {
    if (error instanceof ModelRefused) return undefined;
    throw error;
  }
}

async function fetchCloze(
  text: string,
  tokens: readonly Token[],
  random: Random,
  signal: AbortSignal,
): Promise<ChoiceQuestion | undefined> {
  const words = contentWords(tokens).slice(0, rarest);
  const token = words[below(words.length, random)];
  if (token === undefined) return undefined;
  const hidden: HiddenWord = { text, tokens, token, ...(await fetchGuesses(text, tokens, token, signal)) };
  return clozeQuestion(hidden, random);
}

async function fetchGuesses(text: string, tokens: readonly Token[], token: number, signal: AbortSignal) {
  const body = { text, mask_tokens: [token] };
  const guess = async (options: { top_k?: number; targets?: string[] }): Promise<readonly Candidate[]> => {
    const { masks } = await fetchFillMask({ ...body, ...options }, signal);
    return masks.find(({ index }) => index === token)?.candidates ?? [];
  };
  const candidates = await guess({ top_k: rankedWords });
  const word = tokens[token]!.text;
  const truth = candidates.find((candidate) => candidate.token === word) ?? (await guess({ targets: [word] }))[0]!;
  return { candidates, truth };
}
