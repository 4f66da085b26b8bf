import { topKeys } from '../marks/tokens/row-ranking.ts';
import { sumOf, vectorLength, type WeightedSumView, weightedValues } from '../weighted-sum/weighted-values.ts';

/** One strip of the picture, for a token, or for all tokens that are not drawn one by one. */
export interface StripRow {
  /** Index of the token; undefined for a strip of several. */
  readonly key: number | undefined;
  /** How many tokens it stands for. */
  readonly count: number;
  readonly weight: number;
  /** [headSize]. A strip of several tokens has their mean by weight, so that weight x value is their sum. */
  readonly value: readonly number[];
  /** |weight x value| */
  readonly length: number;
  /** How the API names the three. */
  readonly names: { readonly weight: string; readonly value: string; readonly length: string };
}

/** The most strips in a picture, and on a phone. */
export const mostRows = 13;

/**
 * Strips in the order of the sentence. Of more than `most` tokens, those with the largest weights have a strip of their
 * own, and the others share one.
 */
export function stripRows(view: WeightedSumView, most = mostRows): StripRow[] {
  const isAll = view.tokens.length <= most;
  const { top } = topKeys(Float32Array.from(view.weights), isAll ? most : most - 1);
  const keys = top.map(({ key }) => key).toSorted((a, b) => a - b);
  const rows = keys.map((key) => tokenRow(view, key));
  return isAll ? rows : [...rows, othersRow(view, keys)];
}

function tokenRow({ layer, head, token, weights, values }: WeightedSumView, key: number): StripRow {
  const [weight, value] = [weights[key]!, values[key]!];
  const names = {
    weight: `attentions.${layer}[${head}][${token}][${key}]`,
    value: `value.${layer}[${head}][${key}]`,
  };
  return {
    key,
    count: 1,
    weight,
    value,
    length: weight * vectorLength(value),
    names: { ...names, length: `|${names.weight} * ${names.value}|` },
  };
}

function othersRow(view: WeightedSumView, drawn: readonly number[]): StripRow {
  const { layer, head, token, weights, context } = view;
  const others = weights.map((_, key) => key).filter((key) => !drawn.includes(key));
  const weight = others.reduce((sum, key) => sum + weights[key]!, 0);
  const parts = weightedValues(view);
  const brought = sumOf(
    others.map((key) => parts[key]!),
    context.length,
  );
  const left = `without(attentions.${layer}[${head}][${token}], ${drawn.join(', ')})`;
  const sum = `${left} . without(value.${layer}[${head}], ${drawn.join(', ')})`;
  return {
    key: undefined,
    count: others.length,
    weight,
    value: brought.map((component) => component / (weight || 1)),
    length: vectorLength(brought),
    names: { weight: `sum(${left})`, value: `(${sum}) / sum(${left})`, length: `|${sum}|` },
  };
}

/** The number that gets the full colour. Nothing is clipped, so a strip times its weight is the same strip, paler. */
export function inkDomain(rows: readonly StripRow[], context: readonly number[]): number {
  return Math.max(...rows.flatMap(({ value }) => value.map(Math.abs)), ...context.map(Math.abs)) || 1;
}

/** The strip with the largest weight, and the one with the longest weight x value. */
export function firstOf(rows: readonly StripRow[]): { readonly byWeight: StripRow; readonly byLength: StripRow } {
  const largest = (size: (row: StripRow) => number) =>
    rows.reduce((best, row) => (size(row) > size(best) ? row : best));
  return { byWeight: largest(({ weight }) => weight), byLength: largest(({ length }) => length) };
}
