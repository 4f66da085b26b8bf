import { type FloatTensor, zeros } from './float-tensor.ts';
import type { LayerSite, Site } from './sites.ts';

/**
 * Looks at the numbers of a site as they are computed, and gives those that the pass goes on with: the same, or others of
 * the same shape. [seqLen, size] of the whole text; at sites that have heads, of one head after the other.
 */
export interface Change {
  (site: Site, values: FloatTensor, head?: number): FloatTensor;
  /** Whether it may do anything at a site; it is not called where not. Absent: at all sites. */
  readonly touches?: (site: Site) => boolean;
}

/** Whether a change, if there is one, is to be shown a site. */
export function touches(change: Change | undefined, site: Site): change is Change {
  return change !== undefined && (change.touches?.(site) ?? true);
}

/** The same in one layer. */
export type LayerChange = (site: LayerSite, values: FloatTensor, head?: number) => FloatTensor;

/** The pass as it is. */
export const unchanged = (_: unknown, values: FloatTensor): FloatTensor => values;

/** A change of every head: x [heads, seqLen, size] -> the same shape. */
export function changeHeads(change: LayerChange, site: LayerSite, x: FloatTensor): FloatTensor {
  if (change === unchanged) return x;
  const [heads, ...shape] = x.shape;
  const changed = zeros(...x.shape);
  const size = x.data.length / heads!;
  for (let h = 0; h < heads!; h++) {
    const values = { shape, data: x.data.subarray(h * size, (h + 1) * size) };
    changed.data.set(change(site, values, h).data, h * size);
  }
  return changed;
}

/** Numbers of sites, as a change is shown them, by `valuesName`. */
export interface SiteValues {
  get(name: string): FloatTensor | undefined;
}

/** `hidden_states.6`; of a head `value.5[7]`. */
export function valuesName(site: Site, head?: number): string {
  return head === undefined ? site : `${site}[${head}]`;
}

/** A change that changes nothing, and keeps a copy of the numbers of the sites that are wanted. */
export function recording(into: Map<string, FloatTensor>, wants: (site: Site) => boolean = () => true): Change {
  const record = (site: Site, values: FloatTensor, head?: number) => {
    if (wants(site)) into.set(valuesName(site, head), { shape: values.shape, data: values.data.slice() });
    return values;
  };
  return Object.assign(record, { touches: wants });
}
