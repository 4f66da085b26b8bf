import { type Atlas, directions, leastCases } from '../../../shared/atlas/atlas.ts';
import type { RelationSummary } from './overview.ts';

/** How often every head finds one relation, with all that has to stand beside it; asked for when it is chosen. */
export interface RelationNumbers extends RelationSummary {
  /** By direction, in the order of `directions`; [144] each. */
  readonly accuracy: readonly (readonly number[])[];
  readonly low: readonly (readonly number[])[];
  readonly high: readonly (readonly number[])[];
}

/** The relations of which there are numbers: those with cases enough. */
export function numberedRelations({ relations }: Pick<Atlas, 'relations'>): string[] {
  return Object.keys(relations).filter((relation) => relations[relation]!.count >= leastCases);
}

/** @throws RangeError when there is no interval of the relation */
export function relationNumbers({ relations }: Pick<Atlas, 'relations'>, relation: string): RelationNumbers {
  const { count, baseline, accuracy, interval } = relations[relation] ?? {};
  if (count === undefined || !baseline || !accuracy || !interval) {
    throw new RangeError(`expected a relation with at least ${leastCases} cases, found ${relation}`);
  }
  return {
    relation,
    count,
    baseline,
    accuracy: directions.map((direction) => accuracy[direction].flat()),
    low: directions.map((direction) => interval[direction].low.flat()),
    high: directions.map((direction) => interval[direction].high.flat()),
  };
}

/** Its file, without the colon, which file systems do not all allow. */
export const relationFile = (relation: string): string => relation.replaceAll(':', '-');

/** @throws Error when the site does not give them */
export async function fetchRelation(relation: string): Promise<RelationNumbers> {
  const address = `/heads/relations/${relationFile(relation)}.json`;
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`expected the numbers of ${relation} at ${address}, found status ${answer.status}`);
  return (await answer.json()) as RelationNumbers;
}
