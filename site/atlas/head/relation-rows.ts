import { type Direction, directions, leastCases } from '../../../shared/atlas/atlas.ts';
import type { HeadEntry, HeadRelation } from '../../../shared/atlas/head-entry.ts';

/** A relation of which something may be claimed, in one direction. */
export interface ClaimedRelation extends HeadRelation {
  readonly low: number;
  readonly high: number;
}

/** One relation of the treebank with both directions. */
export interface RelationRow {
  readonly relation: string;
  readonly count: number;
  readonly baseline: HeadRelation['baseline'];
  readonly by: Readonly<Record<Direction, ClaimedRelation>>;
}

/** How many are drawn at once. */
const drawnCount = 12;

/** How far above the best fixed offset; below 0 the rule is right more often. */
const margin = ({ accuracy, baseline }: ClaimedRelation) => accuracy - baseline.accuracy;

/** Those of enough cases, furthest above the best fixed offset first. */
export function claimedRelations(relations: HeadEntry['relations']): ClaimedRelation[] {
  return relations.filter(isClaimed).sort((a, b) => margin(b) - margin(a));
}

/** Those above it, a dozen at most. */
export function drawnRelations(relations: HeadEntry['relations']): ClaimedRelation[] {
  return claimedRelations(relations)
    .filter((one) => margin(one) > 0)
    .slice(0, drawnCount);
}

/** What is drawn, in words. */
export function drawnWords(count: number): string {
  if (count === 0) return 'No relation stands to the right of its tick.';
  if (count === 1) return 'The only one that stands to the right of its tick:';
  if (count < drawnCount) return `The ${count} that stand to the right of their tick:`;
  return 'The twelve that stand furthest to the right of their tick:';
}

/** All of them with both directions, the most frequent first. */
export function relationRows(relations: HeadEntry['relations']): RelationRow[] {
  const claimed = claimedRelations(relations);
  const names = [...new Set(claimed.map(({ relation }) => relation))];
  const rows = names.map((relation): RelationRow => {
    const of = (direction: Direction) =>
      claimed.find((one) => one.relation === relation && one.direction === direction)!;
    const { count, baseline } = of(directions[0]);
    return {
      relation,
      count,
      baseline,
      by: { [directions[0]]: of(directions[0]), [directions[1]]: of(directions[1]) } as RelationRow['by'],
    };
  });
  return rows.sort((a, b) => b.count - a.count);
}

/** Relations of too few cases, of which only the count is said. */
export function rareRelations(
  relations: HeadEntry['relations'],
): { readonly relation: string; readonly count: number }[] {
  return relations
    .filter(({ direction, count }) => direction === directions[0] && count < leastCases)
    .map(({ relation, count }) => ({ relation, count }))
    .sort((a, b) => b.count - a.count);
}

function isClaimed(one: HeadRelation): one is ClaimedRelation {
  return one.count >= leastCases && one.low !== null && one.high !== null;
}
