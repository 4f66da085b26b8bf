import type { Atlas } from '../../../shared/atlas/atlas.ts';
import { headWords } from '../../../shared/atlas/head-words.ts';
import { type KnownHead, pointingHabits, spelledRelations } from './known-heads.ts';

/** Less often right than this, and the answer could not be reasoned. */
const leastAccuracy = 0.7;

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
