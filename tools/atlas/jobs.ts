import { addHeadDivergence } from '../../shared/analysis/head-divergence.ts';
import { type WordGuesses, wordGuesses } from '../../shared/analysis/word-guesses.ts';
import { mergeWords } from '../../shared/analysis/word-merging.ts';
import type { Direction, HabitMeasure } from '../../shared/atlas/atlas.ts';
import type { Bert } from '../../shared/model/bert.ts';
import { attentionOf } from './attention-of.ts';
import {
  type Extreme,
  type HabitInSentence,
  habitInSentence,
  type SentenceMeans,
  sentenceMeans,
} from './habit-rows.ts';
import { addMeasures, addSums, emptySums, type MeasureSums } from './head-measures.ts';
import { readSentence } from './read-sentence.ts';
import { removalOf } from './removal.ts';
import type { TreebankSentence } from './treebank.ts';

/** What a thread is asked for: a part of one of the four walks over the treebank. */
export type Job =
  | { readonly of: 'measures'; readonly sentences: readonly TreebankSentence[] }
  | { readonly of: 'weights'; readonly sentence: TreebankSentence; readonly wanted: readonly WantedWeights[] }
  | { readonly of: 'habits'; readonly sentence: TreebankSentence; readonly wanted: readonly WantedHabit[] }
  | { readonly of: 'removal'; readonly sentence: TreebankSentence };

/** Weights between one word and all words of its sentence. */
export interface WantedWeights {
  /** Of all heads, layer by layer. */
  readonly head: number;
  readonly word: number;
  readonly direction: Direction;
}

/** What one head does word by word. */
export interface WantedHabit {
  /** Of all heads, layer by layer. */
  readonly head: number;
  readonly measure: HabitMeasure;
  readonly extreme: Extreme;
}

/** What some sentences say about all heads. */
export interface SentencesMeasured {
  readonly sums: MeasureSums;
  /** Tokens of each sentence; 0 where the model cannot read so long a one. */
  readonly tokens: readonly number[];
  /** [sentences][heads] guesses for every word; none of sentences that were not read. */
  readonly guesses: readonly (readonly WordGuesses[])[];
  /** Of each sentence; none of one that was not read. */
  readonly means: readonly (SentenceMeans | undefined)[];
  /** Of each sentence, whether every word of it has a token. */
  readonly isWhole: readonly boolean[];
  /** [heads, heads] sums over the rows of the first of the sentences, and how many these are. */
  readonly divergence: Float64Array;
  readonly comparedRows: number;
}

/** Of `removal`: change of ln p of the masked word without each head; undefined where no word of it can be masked. */
export interface JobAnswers {
  readonly measures: SentencesMeasured;
  readonly weights: readonly (readonly number[])[];
  readonly habits: readonly HabitInSentence[];
  readonly removal: Float64Array | undefined;
}

export function runJob(bert: Bert, job: Job): Promise<JobAnswers[Job['of']]> {
  if (job.of === 'measures') return measureSentences(bert, job.sentences);
  if (job.of === 'weights') return weightsOf(bert, job.sentence, job.wanted);
  return job.of === 'habits' ? habitsOf(bert, job.sentence, job.wanted) : removalOf(bert, job.sentence);
}

/** The rows of one sentence are compared, and the next ones pass: all of them would take as long as everything else. */
async function measureSentences(bert: Bert, sentences: readonly TreebankSentence[]): Promise<SentencesMeasured> {
  const heads = bert.config.numHiddenLayers * bert.config.numAttentionHeads;
  const sums = emptySums(heads);
  const divergence = new Float64Array(heads ** 2);
  const counts: number[] = [];
  const guesses: WordGuesses[][] = [];
  const means: (SentenceMeans | undefined)[] = [];
  const isWhole: boolean[] = [];
  for (const sentence of sentences) {
    const read = readSentence(bert, sentence);
    const fits = read.tokens.length <= bert.config.maxPositionEmbeddings;
    counts.push(fits ? read.tokens.length : 0);
    guesses.push([]);
    isWhole.push(read.words.every(({ tokens }) => tokens.length > 0));
    means.push(undefined);
    if (!fits) continue;
    const own = emptySums(heads);
    const { attentions, norms } = await attentionOf(bert, read.tokens);
    addMeasures(own, read, attentions, norms);
    addSums(sums, own);
    means[means.length - 1] = sentenceMeans(read, own.measures, attentions);
    if (counts.length === 1) addHeadDivergence(attentions, heads, divergence);
    const merged = mergeWords(attentions, read.tokens.length, read.words);
    const isWord = read.words.map(({ tokens }) => tokens.length > 0);
    const size = isWord.length ** 2;
    for (let at = 0; at < merged.length; at += size)
      guesses.at(-1)!.push(wordGuesses(merged.subarray(at, at + size), isWord));
  }
  return { sums, tokens: counts, guesses, means, isWhole, divergence, comparedRows: counts[0] ?? 0 };
}

async function weightsOf(
  bert: Bert,
  sentence: TreebankSentence,
  wanted: readonly WantedWeights[],
): Promise<number[][]> {
  const { tokens, words } = readSentence(bert, sentence);
  const { attentions } = await attentionOf(bert, tokens);
  const merged = mergeWords(attentions, tokens.length, words);
  const count = words.length;
  return wanted.map(({ head, word, direction }) =>
    Array.from({ length: count }, (_, other) => {
      const [row, column] = direction === 'dependent-to-head' ? [word, other] : [other, word];
      return merged[(head * count + row) * count + column]!;
    }),
  );
}

async function habitsOf(
  bert: Bert,
  sentence: TreebankSentence,
  wanted: readonly WantedHabit[],
): Promise<HabitInSentence[]> {
  const read = readSentence(bert, sentence);
  const { attentions } = await attentionOf(bert, read.tokens);
  const square = read.tokens.length ** 2;
  return wanted.map(({ head, measure, extreme }) =>
    habitInSentence(read, attentions.subarray(head * square, (head + 1) * square), measure, extreme),
  );
}
