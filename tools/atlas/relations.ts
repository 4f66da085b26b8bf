import type { WordGuesses } from '../../shared/analysis/word-guesses.ts';
import {
  type Direction,
  directions,
  leastCases,
  type MeasuredRelation,
  ruleOffsets,
} from '../../shared/atlas/atlas.ts';
import { bootstrapInterval } from './bootstrap.ts';
import { type HeadGrid, rounded, table } from './tables.ts';
import type { TreebankSentence } from './treebank.ts';

/** A sentence and what all heads guess in it. */
export interface GuessedSentence {
  readonly sentence: TreebankSentence;
  /** [heads]; none where the sentence was not read. */
  readonly guesses: readonly WordGuesses[];
}

/** One pair of a dependent and its head; indices of words. */
export interface Case {
  readonly relation: string;
  readonly dependent: number;
  readonly head: number;
}

/** Every pair of a sentence that was read. */
export function casesOf({ sentence, guesses }: GuessedSentence): Case[] {
  if (guesses.length === 0) return [];
  return sentence.words.flatMap(({ head, relation }, dependent) => (head < 0 ? [] : [{ relation, dependent, head }]));
}

/** What a head guesses as the word on which a dependent depends. */
export function guessIn(
  { fromRow, rowWeight, fromColumn, columnWeight }: WordGuesses,
  direction: Direction,
  word: number,
) {
  return direction === 'dependent-to-head'
    ? { guess: fromRow[word]!, weight: rowWeight[word]! }
    : { guess: fromColumn[word]!, weight: columnWeight[word]! };
}

/** The word at a fixed offset; at an end of the sentence the last one in that direction. */
const wordAt = (word: number, offset: number, count: number) => Math.max(0, Math.min(count - 1, word + offset));

/** Right guesses of all heads in the cases of one sentence. */
interface SentenceHits {
  readonly cases: number;
  /** [heads] each. */
  readonly hits: Readonly<Record<Direction, Float64Array>>;
  /** By rule. */
  readonly ruleHits: readonly number[];
}

/** Every relation of the treebank, the most frequent first. */
export function measureRelations(
  sentences: readonly GuessedSentence[],
  grid: HeadGrid,
): Readonly<Record<string, MeasuredRelation>> {
  const bySentence = new Map<string, SentenceHits[]>();
  for (const guessed of sentences) {
    const byRelation = Map.groupBy(casesOf(guessed), ({ relation }) => relation);
    for (const [relation, cases] of byRelation) {
      const found = bySentence.get(relation) ?? [];
      bySentence.set(relation, [...found, hitsIn(guessed, cases)]);
    }
  }
  const measured = [...bySentence].map(([relation, hits]) => [relation, measuredRelation(hits, grid)] as const);
  return Object.fromEntries(measured.sort(([, a], [, b]) => b.count - a.count));
}

function hitsIn({ sentence, guesses }: GuessedSentence, cases: readonly Case[]): SentenceHits {
  const hitsOf = (direction: Direction) =>
    Float64Array.from(guesses, (ofHead) => {
      return cases.filter(({ dependent, head }) => guessIn(ofHead, direction, dependent).guess === head).length;
    });
  const rightBy = (offset: number) =>
    cases.filter(({ dependent, head }) => wordAt(dependent, offset, sentence.words.length) === head).length;
  return {
    cases: cases.length,
    hits: { 'dependent-to-head': hitsOf('dependent-to-head'), 'head-to-dependent': hitsOf('head-to-dependent') },
    ruleHits: ruleOffsets.map(rightBy),
  };
}

function measuredRelation(sentences: readonly SentenceHits[], grid: HeadGrid): MeasuredRelation {
  const count = sentences.reduce((sum, { cases }) => sum + cases, 0);
  const share = (hitsOf: (hits: SentenceHits) => number) =>
    sentences.reduce((sum, hits) => sum + hitsOf(hits), 0) / count;
  const accuracies = (direction: Direction) =>
    Array.from({ length: grid.layers * grid.heads }, (_, head) => share(({ hits }) => hits[direction][head]!));
  const byDirection = {
    'dependent-to-head': accuracies(directions[0]),
    'head-to-dependent': accuracies(directions[1]),
  };
  const rules = ruleOffsets.map((_, rule) => share(({ ruleHits }) => ruleHits[rule]!));
  const rule = rules.indexOf(Math.max(...rules));
  return {
    count,
    best: bestOf(byDirection, grid),
    baseline: { offset: ruleOffsets[rule]!, accuracy: rounded(rules[rule]!) },
    rules: rules.map((accuracy) => rounded(accuracy)),
    accuracy: mapDirections((direction) => table(byDirection[direction], grid)),
    ...(count < leastCases ? {} : { interval: mapDirections((direction) => intervalsOf(sentences, direction, grid)) }),
  };
}

function bestOf(accuracies: Readonly<Record<Direction, readonly number[]>>, grid: HeadGrid): MeasuredRelation['best'] {
  const best = directions
    .map((direction) => ({ direction, accuracy: Math.max(...accuracies[direction]) }))
    .reduce((a, b) => (b.accuracy > a.accuracy ? b : a));
  const at = accuracies[best.direction].indexOf(best.accuracy);
  return {
    direction: best.direction,
    layer: Math.floor(at / grid.heads),
    head: at % grid.heads,
    accuracy: rounded(best.accuracy),
  };
}

function intervalsOf(sentences: readonly SentenceHits[], direction: Direction, grid: HeadGrid) {
  const interval = bootstrapInterval(
    sentences.map(({ hits }) => hits[direction]),
    sentences.map(({ cases }) => cases),
  );
  return { low: table(interval.low, grid), high: table(interval.high, grid) };
}

const mapDirections = <Value>(of: (direction: Direction) => Value): Record<Direction, Value> => ({
  'dependent-to-head': of('dependent-to-head'),
  'head-to-dependent': of('head-to-dependent'),
});
