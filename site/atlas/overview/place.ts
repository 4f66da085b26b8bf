import { leastCases } from '../../../shared/atlas/atlas.ts';
import { isPlain, type MeasureId, relationIn } from './measures.ts';
import type { Overview } from './overview.ts';

/** What the page of all heads shows, as its address keeps it. */
export interface OverviewPlace {
  /** What colours the map. */
  readonly by: MeasureId | 'kinds';
  /** What the dots stand apart by, to the right and upwards. */
  readonly x: MeasureId;
  readonly y: MeasureId;
  /** The question in words. */
  readonly find: string;
}

export const firstPlace: OverviewPlace = { by: 'kinds', x: 'sep', y: 'norm_sep', find: '' };

/** The place in the query of an address; what it does not name, or what there is no measure for, is as at first. */
export function readPlace(query: string, relations: Overview['relations']): OverviewPlace {
  const asked = new URLSearchParams(query);
  const measure = (name: string) => {
    const value = asked.get(name);
    return value !== null && isMeasure(value, relations) ? value : undefined;
  };
  return {
    by: measure('by') ?? firstPlace.by,
    x: measure('x') ?? firstPlace.x,
    y: measure('y') ?? firstPlace.y,
    find: asked.get('find') ?? firstPlace.find,
  };
}

/** The query of a place, with its question mark; empty for what the page shows at first. */
export function placeQuery(place: OverviewPlace): string {
  const names = ['by', 'x', 'y', 'find'] as const;
  const query = new URLSearchParams();
  for (const name of names) if (place[name] !== firstPlace[name]) query.set(name, place[name]);
  return query.size === 0 ? '' : `?${query}`;
}

function isMeasure(value: string, relations: Overview['relations']): value is MeasureId {
  if (isPlain(value)) return true;
  const named = relationIn(value)?.relation;
  return relations.some(({ relation, count }) => relation === named && count >= leastCases);
}
