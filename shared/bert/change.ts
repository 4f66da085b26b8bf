import type { FloatTensor } from './float-tensor.ts';
import type { LayerSite, Site } from './sites.ts';

/**
 * Looks at the numbers of a site as they are computed, and gives those that the pass goes on with: the same, or others of
 * the same shape.
 */
export type Change = (site: Site, values: FloatTensor) => FloatTensor;

/** The same in one layer. */
export type LayerChange = (site: LayerSite, values: FloatTensor) => FloatTensor;

/** The pass as it is. */
export const unchanged = (_: unknown, values: FloatTensor): FloatTensor => values;

/** The numbers of each site, by its name. */
export type SiteValues = ReadonlyMap<Site, FloatTensor>;

/** A change that changes nothing and keeps the numbers of every site in `into`. */
export function recording(into: Map<Site, FloatTensor>): Change {
  return (site, values) => {
    into.set(site, values);
    return values;
  };
}
