import { anisotropy, largestDimensions, withoutLargestDimensions } from '../../../shared/analysis/anisotropy.ts';
import { cosine } from '../../../shared/analysis/cosine.ts';
import type { Token } from '../../../shared/tokenizer/token.ts';
import { ModelRefused } from '../../model/ask-model.ts';
import { layerCount } from '../../model/reader-place.ts';
import { plainNumbers, type Trace, traceRow } from '../../model/trace.ts';

/** One word in a sentence, in another sentence, and in a third for comparison. */
export interface WordQuestion {
  readonly texts: readonly [string, string, string];
  /** The token that the texts share; empty for the longest one. */
  readonly word: string;
}

/** Cosines of the word's vectors after each layer, [numHiddenLayers + 1]. */
export interface ContextCosines {
  /** Of the first text and the second. */
  readonly second: readonly number[];
  /** Of the first text and the third. */
  readonly third: readonly number[];
}

export interface WordView {
  readonly question: WordQuestion;
  /** Tokens that occur in all three texts, the longest first. */
  readonly shared: readonly string[];
  readonly word: string;
  /** Index of the word in each text. */
  readonly places: readonly [number, number, number];
  readonly all: ContextCosines;
  /** The same without the largest dimensions of each layer. */
  readonly trimmed: ContextCosines;
}

/** The similarity of unrelated tokens, measured on one text. */
export interface Baseline {
  readonly text: string;
  readonly tokenCount: number;
  /** The largest dimensions of each layer, [numHiddenLayers + 1][count]. */
  readonly dimensions: readonly (readonly number[])[];
  readonly all: readonly number[];
  readonly trimmed: readonly number[];
}

export const firstWordQuestion: WordQuestion = {
  texts: [
    'He went to the bank to open an account.',
    'They had a picnic on the bank of the river.',
    'The bank raised its interest rates again.',
  ],
  word: 'bank',
};

/** Sentences without a common topic. */
export const baselineText =
  'The train to Lisbon was late. Her violin needs new strings. Prices of copper fell by a third. A fox slept under the shed. ' +
  'The committee votes on Monday. Add two eggs and stir slowly. His grandfather was born in Norway. The error came from line nine.';

const states = Array.from({ length: layerCount + 1 }, (_, layer) => layer);
export const stateNames = states.map((layer) => `hidden_states.${layer}`);
const trimmedCount = 3;

/** Tokens of letters that occur in every list, the longest first. */
export function sharedTokens(lists: readonly (readonly Pick<Token, 'text' | 'special'>[])[]): string[] {
  const [first = [], ...others] = lists.map((tokens) =>
    tokens.filter(({ special }) => !special).map(({ text }) => text),
  );
  const shared = first.filter((text) => /\p{L}/u.test(text) && others.every((other) => other.includes(text)));
  return [...new Set(shared)].sort((a, b) => b.length - a.length);
}

/**
 * Compares the word's vectors in the three texts.
 * @throws ModelRefused, in words for the reader, where the texts share no token
 */
export function wordInContext(
  traces: readonly [Trace, Trace, Trace],
  question: WordQuestion,
  baseline: Baseline,
): WordView {
  const shared = sharedTokens(traces.map(({ tokens }) => tokens));
  const word = shared.includes(question.word) ? question.word : shared[0];
  if (word === undefined) throw new ModelRefused('The three sentences have no word in common.');
  const places = traces.map(({ tokens }) => tokens.findIndex(({ text }) => text === word)) as [number, number, number];
  const cosines = (left: readonly (readonly number[])[]): ContextCosines => {
    const vector = (text: 0 | 1 | 2, layer: number) =>
      without(traceRow(traces[text], `hidden_states.${layer}`, places[text]), left[layer] ?? []);
    const against = (text: 1 | 2) => plainNumbers(states.map((layer) => cosine(vector(0, layer), vector(text, layer))));
    return { second: against(1), third: against(2) };
  };
  return { question, shared, word, places, all: cosines([]), trimmed: cosines(baseline.dimensions) };
}

/** The vector with 0 in some dimensions, so that they add nothing to a cosine. */
function without(vector: Float32Array, dimensions: readonly number[]): Float32Array {
  const copy = vector.slice();
  for (const dimension of dimensions) copy[dimension] = 0;
  return copy;
}

/** Mean cosine of all pairs of a text's words after each layer, with all dimensions and without the largest. */
export function measureBaseline(trace: Trace, text: string): Baseline {
  const { length } = trace.tokens;
  const matrices = stateNames.map((name) => wordRows(trace, name));
  return {
    text,
    tokenCount: length,
    dimensions: matrices.map(({ rows, size }) => largestDimensions(rows, size, trimmedCount)),
    all: plainNumbers(matrices.map(({ rows, size }) => anisotropy(rows, size))),
    trimmed: plainNumbers(
      matrices.map(({ rows, size }) => anisotropy(withoutLargestDimensions(rows, size, trimmedCount), size)),
    ),
  };
}

/** All rows of a tensor but those of `[CLS]` and `[SEP]`, the first and the last. */
function wordRows(trace: Trace, name: string): { rows: Float32Array; size: number } {
  const all = traceRow(trace, name);
  const size = all.length / trace.tokens.length;
  return { rows: all.subarray(size, all.length - size), size };
}

/** The requests whose answers hold the printed numbers, for `data-request`: the three texts, then the baseline's. */
export function requestsOf({ texts }: WordQuestion, baseline: Baseline): string {
  return JSON.stringify([...texts, baseline.text].map((text) => ({ text })));
}

/** How the API names one cosine, with the dimensions that are left out of it. */
export function contextName(layer: number, places: WordView['places'], text: 1 | 2, left: readonly number[]): string {
  const at = (request: 0 | 1 | 2) => {
    const row = `hidden_states@${request}.${layer}[${places[request]}]`;
    return left.length > 0 ? `without(${[row, ...left].join(', ')})` : row;
  };
  return `cos(${at(0)}, ${at(text)})`;
}

/** How the API names the mean cosine of the baseline text, with the dimensions that are left out of it. */
export function baselineName(layer: number, { tokenCount }: Baseline, left: readonly number[]): string {
  const rows = `without(hidden_states@3.${layer}, 0, ${tokenCount - 1})`;
  if (left.length === 0) return `mean_cosine(${rows})`;
  return `mean_cosine(transpose(without(transpose(${rows}), ${left.join(', ')})))`;
}
