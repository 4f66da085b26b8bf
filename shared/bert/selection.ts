import type { BertConfig } from './config.ts';
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

/** @throws RangeError naming an axis that such a site has not, or a head that the model has not. */
export function expectSelectable({ numAttentionHeads }: BertConfig, axes: SiteAxes, select: Selection): void {
  const names: readonly string[] = axisNames[axes];
  const foreign = Object.keys(select).find((name) => !names.includes(name));
  if (foreign !== undefined) throw new RangeError(`${foreign}: expected one of ${names.join(', ')} at this site`);
  expectIndices('heads', select.heads ?? [], numAttentionHeads);
}

/** Of the numbers of a text or of one head, [rows, columns], those that are selected. */
export interface Selected {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

/** @throws RangeError naming the axis with an index beyond [rows, columns]. */
export function selectedOf([rows, columns]: readonly number[], { tokens, from, to }: Selection): Selected {
  expectIndices('tokens', tokens ?? [], rows!);
  expectIndices('from', from ?? [], rows!);
  expectIndices('to', to ?? [], columns!);
  return { rows: tokens ?? from ?? upTo(rows!), columns: to ?? upTo(columns!) };
}

/** @throws RangeError naming the list and the first index that is none of 0 to `size` - 1. */
export function expectIndices(name: string, indices: readonly number[], size: number): void {
  const wrong = indices.find((index) => !Number.isInteger(index) || index < 0 || index >= size);
  if (wrong !== undefined) throw new RangeError(`${name}: expected indices from 0 to ${size - 1}, found ${wrong}`);
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
