import { directions } from '../../../shared/atlas/atlas.ts';
import { isFound } from '../../../shared/atlas/head-words.ts';
import { besidesText } from '../finding-words.ts';
import type { KnownRelations } from './find-heads.ts';
import { isPlain, type MeasureId, relationIn, valueText } from './measures.ts';
import type { Overview } from './overview.ts';

/** All numbers that the page has so far. */
export interface Measured {
  readonly overview: Pick<Overview, 'values' | 'removal'>;
  readonly known: KnownRelations;
}

/** Values of a measure, [144]; undefined while those of a relation are not known. */
export function valuesOf({ overview, known }: Measured, measure: MeasureId): readonly number[] | undefined {
  if (isPlain(measure)) return overview.values[measure];
  const { relation, direction } = relationIn(measure)!;
  return known[relation]?.accuracy[directions.indexOf(direction)];
}

/** Heads of which the number is more than chance: their words may name the relation, or their interval leaves out 0. */
export function sureHeads(measured: Measured, measure: MeasureId): ReadonlySet<number> {
  const values = valuesOf(measured, measure) ?? [];
  const isSure = measure === 'removal' ? leavesOutZero(measured) : passesRule(measured, measure);
  return new Set(values.flatMap((value, head) => (isSure(value, head) ? [head] : [])));
}

function leavesOutZero({ overview: { removal } }: Measured) {
  return (_: number, head: number) => removal.low[head]! > 0 || removal.high[head]! < 0;
}

function passesRule({ known }: Measured, measure: MeasureId) {
  const numbers = numbersOf(known, measure);
  return (accuracy: number, head: number) =>
    numbers !== undefined && isFound({ accuracy, low: numbers.low[head]!, baseline: numbers.baseline });
}

/** What has to stand beside a number: its interval, its cases, and for a relation the best fixed offset. */
export function besides({ overview, known }: Measured, measure: MeasureId, head: number): string {
  if (measure === 'removal') {
    const { words, low, high } = overview.removal;
    const [from, to] = [valueText('change', low[head]!), valueText('change', high[head]!)];
    return `, 95\u00a0% interval ${from} to ${to}, ${words} words`;
  }
  const numbers = numbersOf(known, measure);
  if (!numbers) return '';
  const { count, baseline, low, high } = numbers;
  return ` ${besidesText({ count, baseline, low: low[head]!, high: high[head]! })}`;
}

/** The numbers of a relation in the measure's direction. */
function numbersOf(known: KnownRelations, measure: MeasureId) {
  const named = relationIn(measure);
  const numbers = named && known[named.relation];
  if (!numbers) return undefined;
  const way = directions.indexOf(named.direction);
  return { count: numbers.count, baseline: numbers.baseline, low: numbers.low[way]!, high: numbers.high[way]! };
}
