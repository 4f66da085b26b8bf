import { type Change, type SiteValues, valuesName } from './change.ts';
import type { BertConfig } from './config.ts';
import { type FloatTensor, row } from './float-tensor.ts';
import { expectIndices, expectSelectable, type Selected, type Selection, selectedOf } from './selection.ts';
import { axesOf, type Site, shapeAt, sitesAt } from './sites.ts';

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
 * - `renormalize`: afterwards x'[q, :] = x'[q, :] / sum_k x'[q, k] of each head, whole rows; a row of zeros stays one
 *
 * Geiger et al. 2021, "Causal Abstractions of Neural Networks" (patch); Vig et al. 2020, "Investigating Gender Bias in
 * Language Models Using Causal Mediation Analysis".
 * @throws RangeError naming the intervention and its field: an unknown site, an axis that it has not, an index out of
 * range, numbers of another shape. What depends on the text is found when its numbers come.
 */
export function changeBy(config: BertConfig, interventions: readonly Intervention[]): Change {
  const bySite = new Map<Site, Prepared[]>();
  for (const [index, intervention] of interventions.entries()) {
    const prepared = { intervention, path: `interventions[${index}]` };
    for (const site of named(prepared.path, () => expectSites(config, intervention))) {
      bySite.set(site, [...(bySite.get(site) ?? []), prepared]);
    }
  }
  const change = (site: Site, values: FloatTensor, head?: number) =>
    (bySite.get(site) ?? []).reduce(
      (x, { intervention, path }) => named(path, () => intervene(site, x, intervention, head)),
      values,
    );
  return Object.assign(change, { touches: (site: Site) => bySite.has(site) });
}

/**
 * The same checks before anything runs, for a text of so many tokens. Of values from other runs the shapes are enough.
 * @throws RangeError as `changeBy`
 */
export function expectInterventions(config: BertConfig, interventions: readonly Intervention[], seqLen: number): void {
  for (const [index, intervention] of interventions.entries()) {
    named(`interventions[${index}]`, () => expectIntervention(config, intervention, seqLen));
  }
}

function expectIntervention(config: BertConfig, intervention: Intervention, seqLen: number): void {
  const { select = {}, do: operation } = intervention;
  // The sites of one pattern have one shape: what fits the first fits the others.
  const site = expectSites(config, intervention)[0]!;
  const shape = shapeAt(config, site, seqLen);
  const selected = selectedOf(shape, select);
  for (const head of headsAt(config, site, select)) {
    becoming({ name: valuesName(site, head), shape, selected, place: placeOf(head, select) }, operation);
  }
}

/** The heads that are selected; undefined for a site that has none. */
function headsAt({ numAttentionHeads }: BertConfig, site: Site, { heads }: Selection): readonly (number | undefined)[] {
  if (axesOf(site) === 'rows') return [undefined];
  return heads ?? Array.from({ length: numAttentionHeads }, (_, head) => head);
}

/** Of a head among those that are selected, -1 where it is not; undefined at a site that has no heads. */
function placeOf(head: number | undefined, { heads }: Selection): number | undefined {
  return head === undefined ? undefined : (heads?.indexOf(head) ?? head);
}

interface Prepared {
  readonly intervention: Intervention;
  /** Where it stands in the list, for errors. */
  readonly path: string;
}

/** Does something about a field, and puts its path before the message of a RangeError. */
export function named<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) throw new RangeError(`${path}.${error.message}`);
    throw error;
  }
}

function expectSites(config: BertConfig, { at, select = {}, do: operation, renormalize }: Intervention): Site[] {
  const sites = sitesAt(config, at);
  expectSelectable(config, axesOf(sites[0]!), select);
  const isAttentions = sites[0]!.startsWith('attentions.');
  if (renormalize && !isAttentions) throw new RangeError(`renormalize: expected attentions, found ${at}`);
  if ('set' in operation && typeof operation.set === 'string' && !isAttentions) {
    throw new RangeError(`set: expected numbers at ${at}, found "${operation.set}"`);
  }
  if ('patch' in operation && operation.patch.tokens && axesOf(sites[0]!) === 'headPairs') {
    throw new RangeError('patch.tokens: expected a site with a row for each token');
  }
  return sites;
}

/** x [rows, columns] of a text, or of one of its heads. */
function intervene(
  site: Site,
  x: FloatTensor,
  { select = {}, do: operation, renormalize }: Intervention,
  head?: number,
) {
  const place = placeOf(head, select);
  if (place === -1) return x;
  const selected = selectedOf(x.shape, select);
  const become = becoming({ name: valuesName(site, head), shape: x.shape, selected, place }, operation);
  const changed = { shape: x.shape, data: x.data.slice() };
  for (const [i, q] of selected.rows.entries()) {
    const numbers = row(changed, q);
    for (const [j, k] of selected.columns.entries()) numbers[k] = become(numbers[k]!, { i, j, q, k });
  }
  if (renormalize) for (const q of selected.rows) renormalizeRow(row(changed, q));
  return changed;
}

/** What is selected of one matrix. */
interface Where {
  /** As `valuesName` has it. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly selected: Selected;
  /** Of its head among those that are selected. */
  readonly place: number | undefined;
}

/** A number's place among the selected, and in its matrix. */
interface At {
  readonly i: number;
  readonly j: number;
  readonly q: number;
  readonly k: number;
}

type Become = (was: number, at: At) => number;

function becoming(where: Where, operation: Operation): Become {
  if ('scale' in operation) return withNumbers('scale', operation.scale, where, (was, by) => was * by);
  if ('add' in operation) return withNumbers('add', operation.add, where, (was, by) => was + by);
  if ('freeze' in operation) return fromRun('freeze', operation.freeze, where);
  if ('patch' in operation) return patched(operation.patch, where);
  const { set } = operation;
  if (set === 'uniform') return () => 1 / where.shape[1]!;
  if (set === 'identity') return (_, { q, k }) => (q === k ? 1 : 0);
  return withNumbers('set', set, where, (_, to) => to);
}

function withNumbers(
  name: string,
  numbers: Numbers,
  { selected: { rows, columns }, place }: Where,
  become: (was: number, given: number) => number,
): Become {
  if (typeof numbers === 'number') return (was) => become(was, numbers);
  const [path, ofHead] = place === undefined ? [name, numbers] : [`${name}[${place}]`, numbers[place]];
  if (ofHead === undefined) {
    throw new RangeError(`${name}: expected a list for each head that is selected, found ${numbers.length}`);
  }
  const flat = flattened(path, ofHead, [rows.length, columns.length]);
  return (was, { i, j }) => become(was, flat[i * columns.length + j]!);
}

/** Nested lists of this shape, row by row. @throws RangeError when they have another. */
function flattened(name: string, numbers: Numbers, shape: readonly [rows: number, columns: number]): number[] {
  const [rows, columns] = shape;
  return listOf(name, numbers, rows).flatMap((row, i) => {
    const list = listOf(`${name}[${i}]`, row, columns);
    return list.map((part, j) => {
      if (typeof part === 'number') return part;
      throw new RangeError(`${name}[${i}][${j}]: expected a number, found ${part.length} in a list`);
    });
  });
}

function listOf(name: string, numbers: Numbers, size: number): readonly Numbers[] {
  const found = typeof numbers === 'number' ? 'a number' : `${numbers.length} in a list`;
  if (typeof numbers === 'number' || numbers.length !== size) {
    throw new RangeError(`${name}: expected a list of ${size}, found ${found}`);
  }
  return numbers;
}

/** The numbers that stand at the same place in another run. */
function fromRun(field: string, run: SiteValues, { name, shape }: Where): Become {
  const source = valuesAt(field, run, name);
  if (String(source.shape) !== String(shape)) {
    const hint = field === 'patch' ? '; name tokens here and in patch, or take a text of as many tokens' : '';
    throw new RangeError(`${field}: expected [${shape}] at ${name}, found [${source.shape}]${hint}`);
  }
  return (_, { q, k }) => row(source, q)[k]!;
}

function valuesAt(field: string, run: SiteValues, name: string): FloatTensor {
  const values = run.get(name);
  if (values) return values;
  throw new RangeError(`${field}: expected the numbers of ${name}, found none`);
}

/** The same of other tokens, where they are named. */
function patched({ values, tokens }: Patch, where: Where): Become {
  if (tokens === undefined) return fromRun('patch', values, where);
  const { name, selected } = where;
  const source = valuesAt('patch', values, name);
  if (tokens.length !== selected.rows.length) {
    throw new RangeError(
      `patch.tokens: expected as many as are selected, ${selected.rows.length}, found ${tokens.length}`,
    );
  }
  expectIndices('patch.tokens', tokens, source.shape[0]!);
  return (_, { i, k }) => row(source, tokens[i]!)[k]!;
}

function renormalizeRow(weights: Float32Array): void {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum !== 0) weights.set(weights.map((weight) => weight / sum));
}
