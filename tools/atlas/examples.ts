import {
  type Atlas,
  type Direction,
  directions,
  type HeadExamples,
  leastCases,
  type MeasuredRelation,
} from '../../shared/atlas/atlas.ts';
import { headWords } from '../../shared/atlas/head-words.ts';
import type { Job } from './jobs.ts';
import { casesOf, type GuessedSentence, guessIn } from './relations.ts';
import { type HeadGrid, rounded } from './tables.ts';

const examplesEach = 5;
/** Sentences of more words are too long to be drawn on a phone. */
const mostWords = 18;
/** Of the same distance between two words, so that not all examples are neighbours. */
const mostAlike = 2;

/** What of all relations a head finds best, beside the best rule. */
export interface FoundRelation {
  readonly relation: string;
  readonly direction: Direction;
}

/** One guess that is shown. */
interface ChosenExample {
  /** Index in the treebank. */
  readonly sentence: number;
  readonly word: number;
  readonly partner: number;
  readonly guess: number;
  readonly weight: number;
}

export interface ChosenExamples extends FoundRelation {
  readonly right: readonly ChosenExample[];
  readonly wrong: readonly ChosenExample[];
}

/** The relation whose accuracy is furthest above that of the best rule; of those with `leastCases` at least. */
export function bestRelation(
  relations: Readonly<Record<string, MeasuredRelation>>,
  layer: number,
  head: number,
): FoundRelation {
  const margins = Object.entries(relations).flatMap(([relation, { count, accuracy, baseline }]) =>
    directions.map((direction) => ({
      relation,
      direction,
      margin: count < leastCases ? Number.NEGATIVE_INFINITY : accuracy[direction][layer]![head]! - baseline.accuracy,
    })),
  );
  const { relation, direction } = margins.reduce((best, one) => (one.margin > best.margin ? one : best));
  return { relation, direction };
}

/**
 * For each head, layer by layer: the surest of its right guesses and of its wrong ones, of the relation that it is named for, or
 * else of the one that it finds best.
 */
export function chooseExamples(
  sentences: readonly GuessedSentence[],
  measured: Pick<Atlas, 'relations' | 'heads'>,
  { layers, heads }: HeadGrid,
): ChosenExamples[] {
  return Array.from({ length: layers * heads }, (_, index) => {
    const place = [Math.floor(index / heads), index % heads] as const;
    const named = headWords(measured, ...place).find(({ kind }) => kind === 'relation');
    const found = named?.kind === 'relation' ? named : bestRelation(measured.relations, ...place);
    const guesses = guessesOf(sentences, index, found);
    return {
      relation: found.relation,
      direction: found.direction,
      right: surest(guesses.filter(({ guess, partner }) => guess === partner)),
      wrong: surest(guesses.filter(({ guess, partner }) => guess !== partner)),
    };
  });
}

function guessesOf(sentences: readonly GuessedSentence[], head: number, found: FoundRelation): ChosenExample[] {
  return sentences.flatMap((guessed, sentence) => {
    if (guessed.sentence.words.length > mostWords) return [];
    const cases = casesOf(guessed).filter(({ relation }) => relation === found.relation);
    return cases.map(({ dependent, head: partner }) => {
      return { sentence, word: dependent, partner, ...guessIn(guessed.guesses[head]!, found.direction, dependent) };
    });
  });
}

/** Falling by weight; one a sentence, and few with the same distance. */
function surest(guesses: readonly ChosenExample[]): ChosenExample[] {
  const chosen: ChosenExample[] = [];
  const distance = ({ word, guess }: ChosenExample) => guess - word;
  for (const one of [...guesses].sort((a, b) => b.weight - a.weight)) {
    if (chosen.length === examplesEach) break;
    const alike = chosen.filter((other) => distance(other) === distance(one)).length;
    if (alike < mostAlike && chosen.every(({ sentence }) => sentence !== one.sentence)) chosen.push(one);
  }
  return chosen;
}

/** One job for each sentence of which something is shown. */
export function weightJobs(
  sentences: readonly GuessedSentence[],
  examples: readonly ChosenExamples[],
): Extract<Job, { of: 'weights' }>[] {
  return shownSentences(examples).map((at) => {
    return { of: 'weights', sentence: sentences[at]!.sentence, wanted: wantedOf(examples, at) };
  });
}

/** Indices in the treebank of the sentences that are shown, rising. */
export const shownSentences = (examples: readonly ChosenExamples[]): number[] =>
  [...new Set(examples.flatMap(({ right, wrong }) => [...right, ...wrong].map(({ sentence }) => sentence)))].sort(
    (a, b) => a - b,
  );

const wantedOf = (examples: readonly ChosenExamples[], at: number) =>
  examples.flatMap(({ direction, right, wrong }, head) =>
    [...right, ...wrong].filter(({ sentence }) => sentence === at).map(({ word }) => ({ head, word, direction })),
  );

/**
 * Examples with their weights.
 * @param drawn indices in the treebank of all sentences that the atlas shows, to which examples point
 */
export function drawnExamples(
  examples: readonly ChosenExamples[],
  weights: readonly (readonly (readonly number[])[])[],
  drawn: readonly number[],
): HeadExamples[] {
  const shown = shownSentences(examples);
  const draw = (head: number, direction: Direction, { sentence, word, partner, guess }: ChosenExample) => {
    const at = wantedOf(examples, sentence).findIndex(
      (one) => one.head === head && one.word === word && one.direction === direction,
    );
    const found = weights[shown.indexOf(sentence)]![at]!.map((weight) => rounded(weight, 3));
    return { sentence: drawn.indexOf(sentence), word, partner, guess, weights: found };
  };
  return examples.map(({ relation, direction, right, wrong }, head) => ({
    relation,
    direction,
    right: right.map((example) => draw(head, direction, example)),
    wrong: wrong.map((example) => draw(head, direction, example)),
  }));
}
