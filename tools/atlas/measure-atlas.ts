import { type Atlas, type HeadTable, headMeasures, type Removal } from '../../shared/atlas/atlas.ts';
import { bootstrapInterval } from './bootstrap.ts';
import { chooseExamples, drawnExamples, shownSentences, weightJobs } from './examples.ts';
import { chooseHabits, drawnHabits, habitJobs, habitSentences, type SentenceHabits } from './habit-examples.ts';
import { addSums, addTo, emptySums, type MeasureSums, offsetCount } from './head-measures.ts';
import type { Job, SentencesMeasured } from './jobs.ts';
import { type GuessedSentence, measureRelations } from './relations.ts';
import { similarityOf } from './similarity.ts';
import { type HeadGrid, rounded, table } from './tables.ts';
import type { Threads } from './threads.ts';
import type { TreebankSentence } from './treebank.ts';

/** Sentences of one job: the rows of the first of them are compared between heads. */
export const sentencesEach = 10;
/** Words that are masked to see what removing a head does, and how long their sentences are: each costs 144 passes. */
const removalWords = 40;
const removalLength = { least: 7, most: 13 };

export type Progress = (walk: Job['of'], done: number, all: number) => void;

/** The measured part of an atlas: everything but what it was measured on. */
export type Measured = Omit<Atlas, 'model' | 'weights' | 'treebank' | 'treebank_sha256'>;

/** All that the atlas says of a treebank. */
export async function measureAtlas(
  treebank: readonly TreebankSentence[],
  grid: HeadGrid,
  threads: Threads,
  onProgress: Progress,
): Promise<Measured> {
  const parts = await walkOver(threads, 'measures', measureJobs(treebank), onProgress);
  const tokens = parts.flatMap((part) => part.tokens);
  const guesses = parts.flatMap((part) => part.guesses);
  const guessed = treebank.map((sentence, index): GuessedSentence => ({ sentence, guesses: guesses[index]! }));
  const relations = measureRelations(guessed, grid);
  const tables = headTables(parts, sum(tokens), grid);
  const measured = { relations, heads: tables.heads };
  const chosen = chooseExamples(guessed, measured, grid);
  const weights = await walkOver(threads, 'weights', weightJobs(guessed, chosen), onProgress);
  const sentences = sentenceHabits(treebank, parts);
  const habits = chooseHabits(sentences, measured, grid);
  const rows = await walkOver(threads, 'habits', habitJobs(sentences, habits), onProgress);
  const drawn = [...new Set([...shownSentences(chosen), ...habitSentences(habits)])].sort((a, b) => a - b);
  const changes = await walkOver(threads, 'removal', removalJobs(treebank), onProgress);
  return {
    sentences: tokens.filter((count) => count > 0).length,
    skipped: tokens.filter((count) => count === 0).length,
    tokens: sum(tokens),
    relations,
    ...tables,
    removal: removalTables(
      changes.filter((change) => change !== undefined),
      grid,
    ),
    similarity: similarityIn(parts),
    example_sentences: drawn.map((at) => exampleSentence(treebank[at]!)),
    examples: rowsOf(drawnExamples(chosen, weights, drawn), grid),
    habits: rowsOf(drawnHabits(habits, rows, drawn), grid),
  };
}

const exampleSentence = ({ id, words }: TreebankSentence) => ({ id, words: words.map(({ form }) => form) });

/** The sentences of the treebank with what was found in each. */
function sentenceHabits(treebank: readonly TreebankSentence[], parts: readonly SentencesMeasured[]): SentenceHabits[] {
  const [tokens, isWhole] = [parts.flatMap((part) => part.tokens), parts.flatMap((part) => part.isWhole)];
  const means = parts.flatMap((part) => part.means);
  return treebank.map((sentence, at) => {
    return { sentence, tokens: tokens[at]!, isWhole: isWhole[at]!, means: means[at]! };
  });
}

function walkOver<Of extends Job['of']>(
  threads: Threads,
  of: Of,
  jobs: readonly Extract<Job, { of: Of }>[],
  onProgress: Progress,
) {
  return threads.walk({ of, jobs, onProgress: (done) => onProgress(of, done, jobs.length) });
}

function measureJobs(treebank: readonly TreebankSentence[]): Extract<Job, { of: 'measures' }>[] {
  return Array.from({ length: Math.ceil(treebank.length / sentencesEach) }, (_, part) => {
    return { of: 'measures', sentences: treebank.slice(part * sentencesEach, (part + 1) * sentencesEach) };
  });
}

/** Short sentences from the whole treebank, evenly. */
function removalJobs(treebank: readonly TreebankSentence[]): Extract<Job, { of: 'removal' }>[] {
  const { least, most } = removalLength;
  const short = treebank.filter(({ words }) => words.length >= least && words.length <= most);
  const step = Math.max(1, short.length / removalWords);
  return Array.from({ length: Math.min(removalWords, short.length) }, (_, index) => {
    return { of: 'removal', sentence: short[Math.floor(index * step)]! };
  });
}

function headTables(
  parts: readonly SentencesMeasured[],
  tokens: number,
  grid: HeadGrid,
): Pick<Atlas, 'heads' | 'by_offset'> {
  const sums: MeasureSums = emptySums(grid.layers * grid.heads);
  for (const part of parts) addSums(sums, part.sums);
  const means = headMeasures.map((measure) => [
    measure,
    table(
      sums.measures[measure].map((total) => total / tokens),
      grid,
    ),
  ]);
  const offsets = Array.from({ length: grid.layers * grid.heads }, (_, head) =>
    Array.from({ length: offsetCount }, (_, offset) =>
      rounded(sums.byOffset[head * offsetCount + offset]! / Math.max(1, sums.pairs[offset]!)),
    ),
  );
  return { heads: Object.fromEntries(means) as Atlas['heads'], by_offset: rowsOf(offsets, grid) };
}

function removalTables(changes: readonly Float64Array[], grid: HeadGrid): Removal {
  if (changes.length === 0)
    throw new Error('expected sentences of 7 to 13 words in which a word can be masked, found none');
  const mean = (of: (change: number) => number): HeadTable => {
    const sums = new Float64Array(grid.layers * grid.heads);
    for (const change of changes) addTo(sums, change.map(of));
    return table(
      sums.map((total) => total / changes.length),
      grid,
    );
  };
  const interval = bootstrapInterval(
    changes,
    changes.map(() => 1),
  );
  return {
    words: changes.length,
    mean: mean((change) => change),
    low: table(interval.low, grid),
    high: table(interval.high, grid),
    size: mean(Math.abs),
  };
}

function similarityIn(parts: readonly SentencesMeasured[]) {
  const [first] = parts;
  const sums = new Float64Array(first!.divergence.length);
  for (const part of parts) addTo(sums, part.divergence);
  return similarityOf(sums, sum(parts.map(({ comparedRows }) => comparedRows)), parts.length);
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

function rowsOf<Item>(items: readonly Item[], { layers, heads }: HeadGrid): Item[][] {
  return Array.from({ length: layers }, (_, layer) => items.slice(layer * heads, (layer + 1) * heads));
}
