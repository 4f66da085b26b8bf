import type { SiteAxes } from './sites.ts';

/** Which numbers of a site; all along an axis that is not named. Each index once. */
export interface Selection {
  /** Heads, from 0; of sites that have heads. */
  readonly heads?: readonly number[];
  /** Tokens, from 0; of sites that have a row for each token. */
  readonly tokens?: readonly number[];
  /** Tokens that ask, of `attention_scores` and `attentions`. */
  readonly from?: readonly number[];
  /** Tokens that answer, of `attention_scores` and `attentions`. */
  readonly to?: readonly number[];
}

const axisNames = { rows: ['tokens'], headRows: ['heads', 'tokens'], headPairs: ['heads', 'from', 'to'] } as const;

/** The axis of tokens; -1 where a site has none of that name. */
export function tokenAxis(axes: SiteAxes): number {
  const names: readonly string[] = axisNames[axes];
  return names.indexOf('tokens');
}

/**
 * For each axis of a shape the indices that are selected along it.
 * @throws RangeError naming the axis: one that the site has not, or an index beyond it
 */
export function selectedIndices(axes: SiteAxes, shape: readonly number[], select: Selection): number[][] {
  const names: readonly (keyof Selection)[] = axisNames[axes];
  const foreign = (Object.keys(select) as (keyof Selection)[]).find((name) => !names.includes(name));
  if (foreign !== undefined) throw new RangeError(`${foreign}: expected one of ${names.join(', ')} at this site`);
  return shape.map((size, axis) => {
    const name = names[axis];
    const given = name && select[name];
    if (!given) return Array.from({ length: size }, (_, index) => index);
    const wrong = given.find((index) => !Number.isInteger(index) || index < 0 || index >= size);
    if (wrong !== undefined) throw new RangeError(`${name}: expected indices from 0 to ${size - 1}, found ${wrong}`);
    return [...given];
  });
}

/** Where in the data the selected numbers stand, row by row. */
export function cellsOf(shape: readonly number[], indices: readonly (readonly number[])[]): number[] {
  return indices.reduce<number[]>(
    (before, along, axis) => before.flatMap((cell) => along.map((index) => cell * shape[axis]! + index)),
    [0],
  );
}
