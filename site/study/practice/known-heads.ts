import type { Atlas, HabitMeasure } from '../../../shared/atlas/atlas.ts';
import { headWords } from '../../../shared/atlas/head-words.ts';

/** Habits that point to one token of a sentence. */
export const pointingHabits = ['next', 'previous', 'self', 'cls', 'sep'] as const satisfies readonly HabitMeasure[];
export type PointingHabit = (typeof pointingHabits)[number];

/** Relations of which one end is known by its spelling alone, so that a sentence need not be parsed. */
export const spelledRelations = ['det', 'case', 'nmod:poss'] as const;
export type SpelledRelation = (typeof spelledRelations)[number];

/** Less often right than this, and the answer could not be reasoned. */
const leastAccuracy = 0.7;

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

/** The heads of which the atlas's rules allow to say something that a question can be reasoned from. */
export function knownHeads(atlas: Atlas): KnownHead[] {
  const { sentences } = atlas;
  const all = atlas.examples.flatMap((heads, layer) => heads.map((_, head) => ({ layer, head })));
  return all.flatMap(({ layer, head }): KnownHead[] => {
    const words = headWords(atlas, layer, head);
    const habits = words.flatMap((one) =>
      one.kind === 'habit' && isOf(pointingHabits, one.measure) ? [{ measure: one.measure, mean: one.mean }] : [],
    );
    const relations = words.flatMap((one) => {
      if (one.kind !== 'relation' || one.direction !== 'dependent-to-head' || one.accuracy < leastAccuracy) return [];
      const { relation, accuracy, count, baseline } = one;
      return isOf(spelledRelations, relation) ? [{ relation, accuracy, count, baseline }] : [];
    });
    return habits.length + relations.length > 0 ? [{ layer, head, sentences, habits, relations }] : [];
  });
}

function isOf<Name extends string>(names: readonly Name[], name: string): name is Name {
  return (names as readonly string[]).includes(name);
}
