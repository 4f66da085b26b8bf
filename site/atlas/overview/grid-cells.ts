import { directions } from '../../../shared/atlas/atlas.ts';
import type { HeadWords } from '../../../shared/atlas/head-words.ts';
import { relationRule } from '../../../shared/atlas/head-words.ts';
import { percentDigits } from '../../figures/marks/number/number-format.ts';
import { inkTurn } from '../../figures/marks/scale/weight-color.ts';
import type { KnownRelations } from './find-heads.ts';
import { cellSign, kindsOf } from './kinds.ts';
import { isPlain, type MeasureId, relationIn, strength, unitOf } from './measures.ts';
import type { Overview } from './overview.ts';
import { intervalText, saidOfHead, saidOfValue } from './said.ts';

/** One head on the map. */
export interface GridCell {
  /** For ears: its name, and what the map says of it. */
  readonly said: string;
  /** Classes of its colour. */
  readonly look: string;
  readonly style?: string;
  /** What stands in it; empty where nothing does. */
  readonly sign: string;
}

/** The map by what may be said of each head: the colour of the first kind, and in a corner that of the second. */
export function kindCells(words: readonly (readonly HeadWords[])[]): GridCell[] {
  return words.map((ofHead, head) => {
    const [first, second] = kindsOf(ofHead);
    return {
      said: saidOfHead(head, ofHead),
      look: second ? `k-${first} and-${second}` : `k-${first}`,
      sign: cellSign(ofHead),
    };
  });
}

/** The map by one number for each head. */
export function measureCells(measure: MeasureId, values: readonly number[], known: KnownRelations): GridCell[] {
  const unit = unitOf(measure);
  const largest = Math.max(...values.map(Math.abs));
  const sure = sureHeads(measure, known);
  return values.map((value, head) => {
    const part = strength(unit, value, largest);
    const look = `by ${part < 0 ? 'below' : ''} ${Math.abs(part) > inkTurn ? 'deep' : ''} ${sure.has(head) ? 'sure' : ''}`;
    return {
      said: saidOfValue(head, measure, value) + besides(measure, head, known),
      look: look.replace(/\s+/g, ' ').trim(),
      style: `--part:${(Math.abs(part) * 100).toFixed(0)}%`,
      sign: sure.has(head) ? percentDigits(value).replace(' %', '') : '',
    };
  });
}

/** Values of a measure; undefined while those of a relation are not known. */
export function valuesOf(overview: Overview, measure: MeasureId, known: KnownRelations): readonly number[] | undefined {
  if (isPlain(measure)) return overview.values[measure];
  const { relation, direction } = relationIn(measure)!;
  return known[relation]?.accuracy[directions.indexOf(direction)];
}

/** Heads whose words may name the relation. */
function sureHeads(measure: MeasureId, known: KnownRelations): ReadonlySet<number> {
  const named = relationIn(measure);
  const numbers = named && known[named.relation];
  if (!numbers) return new Set();
  const way = directions.indexOf(named.direction);
  const passes = (accuracy: number, head: number) =>
    accuracy >= relationRule.accuracy && numbers.low[way]![head]! - numbers.baseline.accuracy >= relationRule.above;
  return new Set(numbers.accuracy[way]!.flatMap((accuracy, head) => (passes(accuracy, head) ? [head] : [])));
}

/** What has to stand beside an accuracy. */
export function besides(measure: MeasureId, head: number, known: KnownRelations): string {
  const named = relationIn(measure);
  const numbers = named && known[named.relation];
  if (!numbers) return '';
  const way = directions.indexOf(named.direction);
  const { count, baseline, low, high } = numbers;
  return ` of ${count}, ${intervalText(low[way]![head]!, high[way]![head]!)}, best fixed offset ${percentDigits(baseline.accuracy)}`;
}
