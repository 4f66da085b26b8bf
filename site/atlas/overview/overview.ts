import type { Direction } from '../../../shared/atlas/atlas.ts';
import { directions } from '../../../shared/atlas/atlas.ts';
import { type HeadWords, habitRules, wordsOf } from '../../../shared/atlas/head-words.ts';
import type { PlainMeasure } from './measures.ts';

/** What the page of all heads knows before it asks for anything. Lists over heads are [144], layer by layer. */
export interface Overview {
  readonly values: Readonly<Record<PlainMeasure, readonly number[]>>;
  readonly removal: Readonly<Record<'low' | 'high', readonly number[]>> & { readonly words: number };
  /** The most frequent first. */
  readonly relations: readonly RelationSummary[];
  /** What the rules allow to say, for each head in the order in which it is said. */
  readonly found: readonly FoundRow[];
  /** The best head of each relation that no head finds, where it has cases enough. */
  readonly closest: readonly FoundRow[];
  /** [144] places in a plane, and how far they are off; see `Similarity`. */
  readonly places: readonly (readonly [number, number])[];
  readonly stress: number;
  /** Words that find something, separated by `|`, by what they find. */
  readonly terms: Readonly<Record<string, string>>;
}

export interface RelationSummary {
  readonly relation: string;
  readonly count: number;
  readonly baseline: { readonly offset: number; readonly accuracy: number };
}

/** Head, index in `relations`, index in `directions`, accuracy, and the ends of its 95 % interval. */
export type FoundRow = readonly [
  head: number,
  relation: number,
  direction: number,
  accuracy: number,
  low: number,
  high: number,
];

/** One relation as one head finds it, with all that has to stand beside it. */
export interface Finding extends RelationSummary {
  readonly head: number;
  readonly direction: Direction;
  readonly words: string;
  readonly accuracy: number;
  readonly low: number;
  readonly high: number;
}

export function findingOf({ relations }: Pick<Overview, 'relations'>, row: FoundRow): Finding {
  const [head, relation, way, accuracy, low, high] = row;
  const [summary, direction] = [relations[relation]!, directions[way]!];
  return { ...summary, head, direction, words: wordsOf(summary.relation, direction), accuracy, low, high };
}

/** What may be said of a head: the same as `headWords` of the whole atlas. */
export function wordsIn(overview: Pick<Overview, 'relations' | 'found' | 'values'>, head: number): HeadWords[] {
  const found = overview.found
    .filter(([of]) => of === head)
    .map((row): HeadWords => {
      const { head: _, ...finding } = findingOf(overview, row);
      return { kind: 'relation', ...finding };
    });
  const habits = habitRules.flatMap(({ measure, least, words }): HeadWords[] => {
    const mean = overview.values[measure][head]!;
    return mean < least ? [] : [{ kind: 'habit', words, measure, mean }];
  });
  return [...found, ...habits];
}
