import type { Atlas, HabitExamples, HabitMeasure } from '../../shared/atlas/atlas.ts';
import { habitOf } from '../../shared/atlas/head-habit.ts';
import { headWords } from '../../shared/atlas/head-words.ts';
import type { Extreme, HabitInSentence, SentenceMeans } from './habit-rows.ts';
import type { Job } from './jobs.ts';
import { type HeadGrid, rounded } from './tables.ts';
import type { TreebankSentence } from './treebank.ts';

const examplesEach = 5;
/** Of fewer words a mean says little; more are too long to be drawn on a phone. */
const wordsOfExample = { least: 8, most: 18 } as const;

/** A sentence with its means over the tokens of its words, and whether each of these has a token. */
export interface SentenceHabits {
  readonly sentence: TreebankSentence;
  readonly tokens: number;
  readonly isWhole: boolean;
  /** Absent where the model cannot read so long a sentence. */
  readonly means: SentenceMeans | undefined;
}

/** One sentence for a head: its index in the treebank, and its mean. */
interface ChosenSentence {
  readonly sentence: number;
  readonly mean: number;
}

export interface ChosenHabit {
  readonly measure: HabitMeasure;
  readonly candidates: number;
  readonly most: readonly ChosenSentence[];
  readonly least: readonly ChosenSentence[];
}

/**
 * For each head, layer by layer, that no relation is said of: the five sentences of 8 to 18 words with the highest means of
 * the measure that names it, or comes nearest to that, and the five with the lowest; half of each where there are fewer than
 * ten. For punctuation only sentences that have some. Entropy is compared as a share of the most that so many tokens
 * allow, else the shortest sentences would be the lowest. null of heads of which a relation is said.
 */
export function chooseHabits(
  sentences: readonly SentenceHabits[],
  measured: Pick<Atlas, 'relations' | 'heads'>,
  { layers, heads }: HeadGrid,
): (ChosenHabit | null)[] {
  return Array.from({ length: layers * heads }, (_, index) => {
    const place = [Math.floor(index / heads), index % heads] as const;
    if (headWords(measured, ...place).some(({ kind }) => kind === 'relation')) return null;
    return chosenHabit(sentences, habitOf(measured, ...place).measure, index);
  });
}

function chosenHabit(sentences: readonly SentenceHabits[], measure: HabitMeasure, head: number): ChosenHabit {
  const candidates = sentences.flatMap((one, sentence) => {
    if (!one.means || !canShow(one, measure)) return [];
    const mean = one.means[measure][head]!;
    return [{ sentence, mean, rank: measure === 'entropy_bits' ? mean / Math.log2(one.tokens) : mean }];
  });
  const falling = candidates.sort((a, b) => b.rank - a.rank || a.sentence - b.sentence);
  const most = Math.min(examplesEach, Math.ceil(falling.length / 2));
  const least = Math.min(examplesEach, Math.floor(falling.length / 2));
  const chosen = (some: typeof falling) => some.map(({ sentence, mean }) => ({ sentence, mean }));
  return {
    measure,
    candidates: falling.length,
    most: chosen(falling.slice(0, most)),
    least: chosen(falling.slice(falling.length - least).reverse()),
  };
}

function canShow({ sentence: { words }, isWhole }: SentenceHabits, measure: HabitMeasure): boolean {
  const isDrawn = words.length >= wordsOfExample.least && words.length <= wordsOfExample.most;
  if (!isWhole || !isDrawn) return false;
  return measure !== 'punctuation' || words.some(({ isPunctuation }) => isPunctuation);
}

/** One row of a head that is shown. */
interface Shown extends ChosenSentence {
  readonly head: number;
  readonly extreme: Extreme;
}

const shownOf = (habits: readonly (ChosenHabit | null)[]): Shown[] =>
  habits.flatMap((habit, head) => {
    const of = (extreme: Extreme) => (habit?.[extreme] ?? []).map((one) => ({ ...one, head, extreme }));
    return [...of('most'), ...of('least')];
  });

/** Indices in the treebank of the sentences that are shown, rising. */
export function habitSentences(habits: readonly (ChosenHabit | null)[]): number[] {
  return [...new Set(shownOf(habits).map(({ sentence }) => sentence))].sort((a, b) => a - b);
}

/** One job for each sentence of which something is shown. */
export function habitJobs(
  sentences: readonly SentenceHabits[],
  habits: readonly (ChosenHabit | null)[],
): Extract<Job, { of: 'habits' }>[] {
  const shown = Map.groupBy(shownOf(habits), ({ sentence }) => sentence);
  return habitSentences(habits).map((at) => ({
    of: 'habits',
    sentence: sentences[at]!.sentence,
    wanted: shown.get(at)!.map(({ head, extreme }) => ({ head, measure: habits[head]!.measure, extreme })),
  }));
}

/**
 * The answers of the jobs, head by head.
 * @param drawn indices in the treebank of all sentences that the atlas shows, to which examples point
 */
export function drawnHabits(
  habits: readonly (ChosenHabit | null)[],
  answers: readonly (readonly HabitInSentence[])[],
  drawn: readonly number[],
): (HabitExamples | null)[] {
  const places = new Map(habitSentences(habits).map((sentence, place) => [sentence, place]));
  const inSentence = Map.groupBy(shownOf(habits), ({ sentence }) => sentence);
  const draw = (head: number, extreme: Extreme, { sentence, mean }: ChosenSentence) => {
    const at = inSentence.get(sentence)!.findIndex((one) => one.head === head && one.extreme === extreme);
    const { by_word, word, to, weight } = answers[places.get(sentence)!]![at]!;
    const byWord = by_word.map((value) => rounded(value, 3));
    return {
      sentence: drawn.indexOf(sentence),
      mean: rounded(mean),
      by_word: byWord,
      word,
      to,
      weight: rounded(weight, 3),
    };
  };
  return habits.map((habit, head) => {
    if (habit === null) return null;
    const { measure, candidates, most, least } = habit;
    return {
      measure,
      candidates,
      most: most.map((one) => draw(head, 'most', one)),
      least: least.map((one) => draw(head, 'least', one)),
    };
  });
}
