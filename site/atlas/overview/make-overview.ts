import { type Atlas, directions, type HeadTable, headMeasures, leastCases } from '../../../shared/atlas/atlas.ts';
import { headWords } from '../../../shared/atlas/head-words.ts';
import type { PlainMeasure } from './measures.ts';
import type { FoundRow, Overview } from './overview.ts';
import { topicTerms } from './topic-terms.ts';

/** The part of the atlas that the page of all heads is sent. */
export function makeOverview(atlas: Atlas): Overview {
  const { relations, removal, similarity } = atlas;
  const summaries = Object.entries(relations).map(([relation, { count, baseline }]) => ({ relation, count, baseline }));
  const found = foundRows(atlas);
  const isFound = (index: number) => found.some(([, relation]) => relation === index);
  return {
    values: valuesOf(atlas),
    removal: { words: removal.words, low: removal.low.flat(), high: removal.high.flat() },
    relations: summaries,
    found,
    closest: summaries.flatMap(({ count }, index) =>
      count < leastCases || isFound(index) ? [] : [bestRow(atlas, index)],
    ),
    places: similarity.places,
    stress: similarity.stress,
    terms: topicTerms(summaries.map(({ relation }) => relation)),
  };
}

function valuesOf({ heads, removal }: Atlas): Overview['values'] {
  const plain = headMeasures.map((measure) => [measure, heads[measure].flat()]);
  const all = [...plain, ['removal', removal.mean.flat()], ['removal_size', removal.size.flat()]];
  return Object.fromEntries(all) as Record<PlainMeasure, number[]>;
}

/** What `headWords` says of relations, head by head. */
function foundRows(atlas: Atlas): FoundRow[] {
  const names = Object.keys(atlas.relations);
  return atlas.examples.flatMap((heads, layer) =>
    heads.flatMap((_, head) =>
      headWords(atlas, layer, head).flatMap((words): FoundRow[] => {
        if (words.kind !== 'relation') return [];
        const { relation, direction, accuracy, low, high } = words;
        const index = layer * heads.length + head;
        return [[index, names.indexOf(relation), directions.indexOf(direction), accuracy, low, high]];
      }),
    ),
  );
}

function bestRow({ relations, examples }: Atlas, index: number): FoundRow {
  const { best, interval } = Object.values(relations)[index]!;
  if (!interval) throw new Error(`relation ${index}: expected an interval, found none; measure the atlas anew`);
  const { layer, head, direction, accuracy } = best;
  const at = (table: HeadTable) => table[layer]![head]!;
  const { low, high } = interval[direction];
  return [layer * examples[0]!.length + head, index, directions.indexOf(direction), accuracy, at(low), at(high)];
}
