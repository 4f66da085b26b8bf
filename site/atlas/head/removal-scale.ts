import type { HeadTable, Removal } from '../../../shared/atlas/atlas.ts';

/** The scale of changes of ln p on which all heads and their intervals have room, the same to both sides of 0. */
export function removalReach({ low, high }: Pick<Removal, 'low' | 'high'>): number {
  const size = (table: HeadTable) => Math.max(...table.flat().map(Math.abs));
  return Math.ceil(Math.max(size(low), size(high)) * 20) / 20;
}

/** Where a change stands on that scale, 0..1. */
export function removalPlace(change: number, reach: number): number {
  return (change + reach) / (2 * reach);
}
