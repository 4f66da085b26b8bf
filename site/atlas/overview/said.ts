import { headName, headPage } from '../../../shared/atlas/head-name.ts';
import type { HeadWords } from '../../../shared/atlas/head-words.ts';
import { shareDigits } from '../../figures/marks/number/number-format.ts';
import { headCount } from '../../model/reader-place.ts';
import { findingText } from '../finding-words.ts';
import { type MeasureId, measureWords, unitOf, valueText } from './measures.ts';

/** `9-11` of a head's index, layer by layer. */
export const nameAt = (index: number): string => headName(Math.floor(index / headCount), index % headCount);

export const headAt = (index: number): string => headPage(Math.floor(index / headCount), index % headCount);

/** One of a head's words with the numbers that allow it, for ears. */
export function spoken(words: HeadWords): string {
  return `${words.words}, ${words.kind === 'habit' ? habitText(words) : findingText(words)}`;
}

/** The number of a habit: `.45 of its weight`, `3.8 bits`. */
export function habitText({ measure, mean }: Extract<HeadWords, { kind: 'habit' }>): string {
  return measure === 'entropy_bits' ? valueText('bits', mean) : `${shareDigits(mean)} of its weight`;
}

/** A head's name and what may be said of it first, for ears. */
export function saidOfHead(index: number, words: readonly HeadWords[]): string {
  const [first, ...more] = words;
  if (!first) return `${nameAt(index)}: nothing that passes the rules`;
  return `${nameAt(index)}: ${spoken(first)}${more.length > 0 ? `; ${more.length} more` : ''}`;
}

/** A head's name and one value, for ears. */
export function saidOfValue(index: number, measure: MeasureId, value: number): string {
  return `${nameAt(index)}: ${measureWords(measure)} ${valueText(unitOf(measure), value)}`;
}
