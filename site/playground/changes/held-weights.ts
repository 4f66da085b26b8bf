import { type HeldIntervention, type HeldRows, heldAsIs, heldInterventions } from '../../model/held-interventions.ts';
import { headCount } from '../../model/reader-place.ts';
import type { Changes, HeldWeight } from '../place.ts';

/** Which weight of which head. */
export type WeightPlace = Omit<HeldWeight, 'share'>;

/** The most rows with changed weights: the API takes 64 interventions, and a row is two. */
export const mostRows = 32;

const isSameRow = (a: WeightPlace, b: WeightPlace) => a.layer === b.layer && a.head === b.head && a.from === b.from;
export const isSameWeight = (a: WeightPlace, b: WeightPlace) => isSameRow(a, b) && a.to === b.to;

/** The share at which a weight is held; undefined where it is the model's own. */
export function heldShare({ held = [] }: Changes, place: WeightPlace): number | undefined {
  return held.find((one) => isSameWeight(one, place))?.share;
}

/** Whether a weight of this row can be held: in a row that has one already, or in one more. */
export function hasRow({ held = [] }: Changes, place: WeightPlace): boolean {
  return rowsOf(held).length < mostRows || held.some((one) => isSameRow(one, place));
}

/** The most that a weight can be set to: what the other changed weights of its row leave, 0..1. */
export function roomFor({ held = [] }: Changes, place: WeightPlace): number {
  const others = held.filter((one) => isSameRow(one, place) && one.to !== place.to);
  const taken = others.reduce((sum, { share }) => sum + share, 0);
  return Math.max(0, Math.round((1 - taken) * 100) / 100);
}

/** The same changes with a weight held at a share; what it had before is replaced. */
export function holdWeight(changes: Changes, weight: HeldWeight): Changes {
  const { held = [] } = changes;
  const isThere = held.some((one) => isSameWeight(one, weight));
  const next = isThere ? held.map((one) => (isSameWeight(one, weight) ? weight : one)) : [...held, weight];
  return { ...changes, held: next };
}

/** The same changes with a weight as the model has it. */
export function releaseWeight({ held = [], ...changes }: Changes, place: WeightPlace): Changes {
  const rest = held.filter((one) => !isSameWeight(one, place));
  return rest.length > 0 ? { ...changes, held: rest } : changes;
}

/** Whether weights of this head's row are held. */
export function isRowHeld({ held = [] }: Changes, row: Omit<WeightPlace, 'to'>): boolean {
  return held.some((one) => isSameRow(one, { ...row, to: one.to }));
}

/**
 * The changed weights as `interventions`; undefined where there are none. A head that is knocked out has no weights to
 * hold. Where nothing is left to change, a change stands there that changes nothing, so that the pass rounds as one with
 * changed weights does.
 */
export function heldOnTheWire({ off, held }: Changes): HeldIntervention[] | undefined {
  if (!held) return undefined;
  const rows = rowsOf(held.filter(({ layer, head }) => !off.includes(layer * headCount + head)));
  const interventions = rows.flatMap(([row, weights]) => heldInterventions(row, weights));
  return interventions.length > 0 ? interventions : heldAsIs({ layer: 0, heads: [0], from: 0 });
}

function rowsOf(held: readonly HeldWeight[]): [HeldRows, HeldWeight[]][] {
  const rows: [HeldRows, HeldWeight[]][] = [];
  for (const weight of held) {
    const known = rows.find(([, weights]) => isSameRow(weights[0]!, weight));
    if (known) known[1].push(weight);
    else rows.push([{ layer: weight.layer, heads: [weight.head], from: weight.from }, [weight]]);
  }
  return rows;
}
