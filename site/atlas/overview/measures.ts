import type { Direction, HeadMeasure } from '../../../shared/atlas/atlas.ts';
import { wordsOf } from '../../../shared/atlas/head-words.ts';
import { percentDigits, shareDigits, twoDigits } from '../../figures/marks/number/number-format.ts';
import { weightOpacity } from '../../figures/marks/scale/weight-color.ts';

/** What has one number for each head, whatever the relation. */
export type PlainMeasure = HeadMeasure | 'removal' | 'removal_size';

/** `from-obj`: how often a head finds the verb of an object; `to-obj`: in the other direction. */
export type RelationMeasure = `${'from' | 'to'}-${string}`;

export type MeasureId = PlainMeasure | RelationMeasure;

/** `share`: of all weight or length, 0..1; `accuracy`: of all cases, 0..1; `change`: of ln p. */
export type Unit = 'share' | 'accuracy' | 'bits' | 'tokens' | 'change' | 'size';

interface PlainWords {
  readonly group: string;
  readonly words: string;
  readonly unit: Unit;
}

const weight = 'Weight, share of all';
const length = 'Length handed over, share of all';
const shape = 'Shape of the attention';
const removal = 'What is lost without the head';

/** In the order in which they are offered. */
export const plainMeasures: Readonly<Record<PlainMeasure, PlainWords>> = {
  sep: { group: weight, words: 'weight on [SEP]', unit: 'share' },
  cls: { group: weight, words: 'weight on [CLS]', unit: 'share' },
  punctuation: { group: weight, words: 'weight on punctuation', unit: 'share' },
  previous: { group: weight, words: 'weight on the previous token', unit: 'share' },
  next: { group: weight, words: 'weight on the next token', unit: 'share' },
  self: { group: weight, words: 'weight on the token itself', unit: 'share' },
  norm_sep: { group: length, words: 'length from [SEP]', unit: 'share' },
  norm_cls: { group: length, words: 'length from [CLS]', unit: 'share' },
  norm_punctuation: { group: length, words: 'length from punctuation', unit: 'share' },
  norm_previous: { group: length, words: 'length from the previous token', unit: 'share' },
  norm_next: { group: length, words: 'length from the next token', unit: 'share' },
  norm_self: { group: length, words: 'length from the token itself', unit: 'share' },
  entropy_bits: { group: shape, words: 'entropy', unit: 'bits' },
  confidence: { group: shape, words: 'largest weight', unit: 'share' },
  distance: { group: shape, words: 'mean distance', unit: 'tokens' },
  removal: { group: removal, words: 'change of ln p without the head', unit: 'change' },
  removal_size: { group: removal, words: 'size of that change', unit: 'size' },
};

export const isPlain = (measure: string): measure is PlainMeasure => Object.hasOwn(plainMeasures, measure);

/** The measure of a relation in one direction. */
export function relationMeasure(relation: string, direction: Direction): RelationMeasure {
  return `${direction === 'dependent-to-head' ? 'from' : 'to'}-${relation}`;
}

/** What `relationMeasure` was made of; undefined for a measure of no relation. */
export function relationIn(measure: string): { relation: string; direction: Direction } | undefined {
  const [, way, relation] = /^(from|to)-(.+)$/.exec(measure) ?? [];
  return relation === undefined
    ? undefined
    : { relation, direction: way === 'from' ? 'dependent-to-head' : 'head-to-dependent' };
}

export function unitOf(measure: MeasureId): Unit {
  return isPlain(measure) ? plainMeasures[measure].unit : 'accuracy';
}

/** `weight on [SEP]`; `from an object to its verb (obj)` */
export function measureWords(measure: MeasureId): string {
  if (isPlain(measure)) return plainMeasures[measure].words;
  const { relation, direction } = relationIn(measure)!;
  return `${wordsOf(relation, direction)} (${relation})`;
}

const unitWords: Readonly<Record<Unit, string>> = {
  share: ', share of all',
  accuracy: ', cases that are right',
  bits: ', bits',
  tokens: ', tokens',
  change: '',
  size: '',
};

/** The name of an axis, with its unit. */
export const axisWords = (measure: MeasureId): string => measureWords(measure) + unitWords[unitOf(measure)];

/** A value as it is printed: `.45`, `86 %`, `2.1 bits`, `−.031` */
export function valueText(unit: Unit, value: number): string {
  if (unit === 'share') return shareDigits(value);
  if (unit === 'accuracy') return percentDigits(value);
  const digits = twoDigits(value).replace(/^(−?)0\./, '$1.');
  return unit === 'bits' || unit === 'tokens' ? `${digits} ${unit}` : digits;
}

/**
 * How strongly a cell is coloured, -1..1. Weights and lengths by their square root, as everywhere on the site;
 * accuracies as they are, on 0..1; all others as parts of the largest size among the heads.
 */
export function strength(unit: Unit, value: number, largest: number): number {
  if (unit === 'share') return weightOpacity(value);
  return unit === 'accuracy' ? value : value / (largest || 1);
}
