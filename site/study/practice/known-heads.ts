import type { HabitMeasure } from '../../../shared/atlas/atlas.ts';

/** Habits that point to one token of a sentence. */
export const pointingHabits = ['next', 'previous', 'self', 'cls', 'sep'] as const satisfies readonly HabitMeasure[];
export type PointingHabit = (typeof pointingHabits)[number];

/** Relations of which one end is known by its spelling alone, so that a sentence need not be parsed. */
export const spelledRelations = ['det', 'case', 'nmod:poss'] as const;
export type SpelledRelation = (typeof spelledRelations)[number];

/** What the atlas measured of one head over the sentences of its treebank. Layer and head are 0-based, shares 0..1. */
export interface KnownHead {
  readonly layer: number;
  readonly head: number;
  readonly sentences: number;
  /** The share of its weight that goes to such a token, mean over all tokens. */
  readonly habits: readonly { readonly measure: PointingHabit; readonly mean: number }[];
  /** How often the heaviest token of the dependent's row is the one on which it depends. */
  readonly relations: readonly {
    readonly relation: SpelledRelation;
    readonly accuracy: number;
    readonly count: number;
    /** How often the best fixed offset finds it. */
    readonly baseline: { readonly offset: number; readonly accuracy: number };
  }[];
}
