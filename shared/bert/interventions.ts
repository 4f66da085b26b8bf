import type { Change, SiteValues } from './change.ts';
import type { BertConfig } from './config.ts';
import type { FloatTensor } from './float-tensor.ts';
import { cellsOf, type Selection, selectedIndices, tokenAxis } from './selection.ts';
import { axesOf, type Site, sitesAt } from './sites.ts';

/** One number for all that is selected, or one for each of it: nested lists of the selection's shape. */
export type Numbers = number | readonly Numbers[];

/** Numbers of another text's unchanged run. */
export interface Patch {
  readonly values: SiteValues;
  /** Its tokens, one for each that is selected; the same ones where absent. */
  readonly tokens?: readonly number[];
}

/** What is done to the numbers that are selected. */
export type Operation =
  | { readonly set: Numbers | 'uniform' | 'identity' }
  | { readonly scale: Numbers }
  | { readonly add: Numbers }
  /** The numbers of the same text's unchanged run. */
  | { readonly freeze: SiteValues }
  | { readonly patch: Patch };

export interface Intervention {
  /** A site, `attentions.8`, or that of all layers, `attentions.*`. */
  readonly at: string;
  readonly select?: Selection;
  readonly do: Operation;
  /** Divides the rows of `attentions` in which something was selected by their sum afterwards. */
  readonly renormalize?: boolean;
}

/**
 * x'[i] = operation(x[i]) for every selected i of a site, in the order of the list; the pass goes on with x'.
 *
 * - `set`: x' = v; for `attentions` also 'uniform', x' = 1 / seqLen, and 'identity', x' = 1 where a token looks at itself
 *   and else 0
 * - `scale`: x' = v x; `add`: x' = x + v; `freeze`, `patch`: x' = what stands there in an unchanged run
 * - `renormalize`: afterwards x'[h, q, :] = x'[h, q, :] / sum_k x'[h, q, k], whole rows; a row of zeros stays one
 *
 * Geiger et al. 2021, "Causal Abstractions of Neural Networks" (patch); Vig et al. 2020, "Investigating Gender Bias in
 * Language Models Using Causal Mediation Analysis".
 * @throws RangeError naming the intervention and its field: an unknown site, an axis that it has not, an index out of
 * range, numbers of another shape.
 */
export function changeBy(config: BertConfig, interventions: readonly Intervention[]): Change {
  const bySite = new Map<Site, { index: number; intervention: Intervention }[]>();
  for (const [index, intervention] of interventions.entries()) {
    for (const site of named(index, () => sitesAt(config, intervention.at))) {
      bySite.set(site, [...(bySite.get(site) ?? []), { index, intervention }]);
    }
  }
  return (site, values) =>
    (bySite.get(site) ?? []).reduce(
      (x, { index, intervention }) => named(index, () => intervene(site, x, intervention)),
      values,
    );
}

function named<T>(index: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) throw new RangeError(`interventions[${index}].${error.message}`);
    throw error;
  }
}

function intervene(site: Site, x: FloatTensor, { select = {}, do: operation, renormalize }: Intervention): FloatTensor {
  const axes = axesOf(site);
  const indices = selectedIndices(axes, x.shape, select);
  const cells = cellsOf(x.shape, indices);
  const changed = { shape: x.shape, data: x.data.slice() };
  const number = numberAt(site, x, indices, operation, select);
  for (const [i, cell] of cells.entries()) changed.data[cell] = number(x.data[cell]!, i, cell);
  if (renormalize) renormalizeRows(site, changed, indices);
  return changed;
}

/** What a selected number becomes: from what it was, its place among the selected, its place in the data. */
type NumberAt = (was: number, i: number, cell: number) => number;

function numberAt(
  site: Site,
  { shape }: FloatTensor,
  indices: readonly (readonly number[])[],
  operation: Operation,
  select: Selection,
): NumberAt {
  const selected = indices.map(({ length }) => length);
  if ('scale' in operation) return withNumbers('scale', operation.scale, selected, (was, by) => was * by);
  if ('add' in operation) return withNumbers('add', operation.add, selected, (was, by) => was + by);
  if ('freeze' in operation) return (_, __, cell) => valuesAt('freeze', operation.freeze, site, shape).data[cell]!;
  if ('patch' in operation) return patched(site, indices, operation.patch, shape, select);
  const { set } = operation;
  if (typeof set !== 'string') return withNumbers('set', set, selected, (_, to) => to);
  if (!site.startsWith('attentions.')) throw new RangeError(`set: expected numbers at ${site}, found "${set}"`);
  const seqLen = shape.at(-1)!;
  if (set === 'uniform') return () => 1 / seqLen;
  return (_, __, cell) => (Math.floor(cell / seqLen) % seqLen === cell % seqLen ? 1 : 0);
}

function withNumbers(
  name: string,
  numbers: Numbers,
  shape: readonly number[],
  become: (was: number, given: number) => number,
): NumberAt {
  if (typeof numbers === 'number') return (was) => become(was, numbers);
  const flat = flattened(name, numbers, shape);
  return (was, i) => become(was, flat[i]!);
}

/** Nested lists of this shape, row by row. @throws RangeError when they have another. */
function flattened(name: string, numbers: Numbers, [size, ...inner]: readonly number[]): number[] {
  if (size === undefined) {
    if (typeof numbers === 'number') return [numbers];
    throw new RangeError(`${name}: expected a number, found a list of ${numbers.length}`);
  }
  if (typeof numbers === 'number' || numbers.length !== size) {
    const found = typeof numbers === 'number' ? 'a number' : numbers.length;
    throw new RangeError(`${name}: expected a list of ${size}, found ${found}`);
  }
  return numbers.flatMap((part, index) => flattened(`${name}[${index}]`, part, inner));
}

function valuesAt(name: string, run: SiteValues, site: Site, shape: readonly number[]): FloatTensor {
  const values = run.get(site);
  if (!values) throw new RangeError(`${name}: expected the numbers of ${site}, found none`);
  if (String(values.shape) === String(shape)) return values;
  throw new RangeError(`${name}: expected [${shape}] at ${site}, found [${values.shape}]`);
}

/** The selected numbers of another run; of other tokens where they are named. */
function patched(
  site: Site,
  indices: readonly (readonly number[])[],
  { values, tokens }: Patch,
  shape: readonly number[],
  select: Selection,
): NumberAt {
  if (tokens === undefined) return (_, __, cell) => valuesAt('patch', values, site, shape).data[cell]!;
  const axis = tokenAxis(axesOf(site));
  if (axis < 0) throw new RangeError('patch.tokens: expected a site with a row for each token');
  if (tokens.length !== indices[axis]!.length) {
    const wanted = select.tokens ? 'tokens' : 'the text';
    throw new RangeError(
      `patch.tokens: expected as many as ${wanted} has, ${indices[axis]!.length}, found ${tokens.length}`,
    );
  }
  const source = values.get(site);
  if (!source) throw new RangeError(`patch: expected the numbers of ${site}, found none`);
  const there = indices.map((along, at) => (at === axis ? [...tokens] : [...along]));
  const wrong = tokens.find((token) => !(token >= 0 && token < source.shape[axis]!));
  if (wrong !== undefined) {
    throw new RangeError(`patch.tokens: expected indices from 0 to ${source.shape[axis]! - 1}, found ${wrong}`);
  }
  const cells = cellsOf(source.shape, there);
  return (_, i) => source.data[cells[i]!]!;
}

function renormalizeRows(site: Site, { shape, data }: FloatTensor, [heads, from]: number[][]): void {
  if (!site.startsWith('attentions.')) throw new RangeError(`renormalize: expected attentions, found ${site}`);
  const [, seqLen] = shape;
  for (const h of heads!) {
    for (const q of from!) {
      const row = data.subarray((h * seqLen! + q) * seqLen!, (h * seqLen! + q + 1) * seqLen!);
      const sum = row.reduce((a, b) => a + b, 0);
      if (sum !== 0) row.set(row.map((weight) => weight / sum));
    }
  }
}
