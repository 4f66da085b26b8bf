import { headCount, layerCount } from '../../model/reader-place.ts';
import type { Overview } from './overview.ts';
import type { TopicName } from './topic-terms.ts';

/** `at least .6`, `at most 3 bits`. */
export interface Limit {
  readonly side: 'least' | 'most';
  readonly value: number;
  readonly isPercent: boolean;
}

/** What a reader asks for. */
export interface HeadQuestion {
  /** One head that is named, `9-11`, by its index. */
  readonly head?: number;
  /** What the words are about, the best first; empty where nothing has them. */
  readonly topics: readonly TopicName[];
  readonly limit?: Limit;
}

const limitPattern =
  /\s*(at least|at most|more than|less than|fewer than|over|above|under|below|>=|<=|≥|≤|>|<)\s*(\d*\.?\d+)\s*(%|bits?|tokens?)?\s*$/i;
const atLeast = new Set(['at least', 'more than', 'over', 'above', '>=', '≥', '>']);

/** Words that say nothing about what is looked for. */
const fillers = new Set(
  'which what heads head find finds look looks at on for to that do does their its from with weight'.split(' '),
);

/** What joins conditions: `objects and [SEP] at least .4`, `grammar with entropy under 2`. */
const joints = /\s*(?:[,;&+]|\b(?:and|with|but)\b)\s*/i;

/**
 * The conditions of a question, all of which have to hold: one where the whole text has a meaning, and where its parts do
 * not all have one. None where nothing is asked.
 */
export function readConditions(text: string, terms: Overview['terms']): HeadQuestion[] {
  const whole = readQuestion(text, terms);
  if (!whole) return [];
  const parts = isUnderstood(whole) ? [] : text.split(joints).flatMap((part) => readQuestion(part, terms) ?? []);
  return parts.length > 1 && parts.every(isUnderstood) ? parts : [whole];
}

const isUnderstood = ({ head, topics }: HeadQuestion) => head !== undefined || topics.length > 0;

/** Reads a question; undefined where nothing is asked. */
function readQuestion(text: string, terms: Overview['terms']): HeadQuestion | undefined {
  const asked = text.trim();
  if (asked === '') return undefined;
  const named = /^(?:head\s+)?(\d{1,2})-(\d{1,2})$/i.exec(asked);
  if (named) return headQuestion(Number(named[1]), Number(named[2]));
  const found = limitPattern.exec(asked);
  const limit = found ? limitOf(found) : undefined;
  const words = found ? asked.slice(0, found.index) : asked;
  return { topics: topicsOf(words, terms), ...(limit && { limit }) };
}

function headQuestion(layer: number, head: number): HeadQuestion {
  const isOne = layer >= 1 && layer <= layerCount && head >= 1 && head <= headCount;
  return isOne ? { head: (layer - 1) * headCount + head - 1, topics: [] } : { topics: [] };
}

function limitOf([, side, digits, unit]: RegExpExecArray): Limit {
  return { side: atLeast.has(side!.toLowerCase()) ? 'least' : 'most', value: Number(digits), isPercent: unit === '%' };
}

/**
 * Topics of which one term is the whole question; where there are none, those that have every word of it, each as the
 * beginning of one of theirs.
 */
function topicsOf(words: string, terms: Overview['terms']): TopicName[] {
  const whole = wordsOf(words);
  if (whole.length === 0) return [];
  const known = Object.entries(terms).map(([name, all]) => ({ name, terms: all.split('|').map(wordsOf) }));
  const exact = known.filter(({ terms }) => terms.some((term) => term.join(' ') === whole.join(' ')));
  if (exact.length > 0) return exact.map(({ name }) => name);
  const said = whole.filter((word) => !fillers.has(word));
  if (said.length === 0) return [];
  if (said.length < whole.length) return topicsOf(said.join(' '), terms);
  const has = (all: readonly string[][], word: string) => all.flat().some((one) => one.startsWith(word));
  return known.filter(({ terms }) => said.every((word) => has(terms, word))).map(({ name }) => name);
}

/** Lower case, without plural s and without signs that are no part of a label. */
function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9:'’\s-]/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => (word.length > 3 ? word.replace(/ies$/, 'y').replace(/(?<=[^s])s$/, '') : word));
}
