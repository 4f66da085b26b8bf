import type { HeadWords } from '../../../shared/atlas/head-words.ts';
import { percentDigits } from '../../figures/marks/number/number-format.ts';
import { inkTurn } from '../../figures/marks/scale/weight-color.ts';
import type { HeadsFound } from './find-heads.ts';
import { cellSign, kindsOf } from './head-kinds.ts';
import { besides, type Measured, sureHeads, valuesOf } from './measured.ts';
import { type MeasureId, strength, unitOf, valueText } from './measures.ts';
import { saidOfHead, saidOfValue } from './said.ts';

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

/** The map by one number for each head; none while the numbers are not known. */
export function measureCells(measured: Measured, measure: MeasureId): GridCell[] {
  const values = valuesOf(measured, measure) ?? [];
  const unit = unitOf(measure);
  const largest = Math.max(...values.map(Math.abs));
  const sure = sureHeads(measured, measure);
  return values.map((value, head) => {
    const part = strength(unit, value, largest);
    const looks = [part < 0 && 'below', Math.abs(part) > inkTurn && 'deep', sure.has(head) && 'sure'];
    return {
      said: saidOfValue(head, measure, value) + besides(measured, measure, head),
      look: ['by', ...looks.filter((look) => look !== false)].join(' '),
      style: `--part:${(Math.abs(part) * 100).toFixed(0)}%`,
      sign: unit === 'accuracy' && sure.has(head) ? valueText(unit, value) : '',
    };
  });
}

/** What stands in the cells of the heads that a question finds: the number for which it finds them. */
export function foundSigns({ parts, lit }: HeadsFound): ReadonlyMap<number, string> {
  const signs = parts.flatMap((part): (readonly [number, string])[] => {
    if (part.of === 'relation') return part.findings.map(({ head, accuracy }) => [head, percentDigits(accuracy)]);
    if (part.of === 'measure') return part.heads.map(({ head, value }) => [head, numberOnly(part.measure, value)]);
    return [];
  });
  // The first part that finds a head is what the question is about most.
  return new Map(signs.filter(([head]) => lit.has(head)).toReversed());
}

/** Names of the relations and measures that a question is about. */
export function namesAsked({ parts }: HeadsFound): ReadonlySet<string> {
  return new Set(
    parts.flatMap((part) => {
      if (part.of === 'relation') return [part.relation.relation];
      return part.of === 'measure' ? [part.measure] : [];
    }),
  );
}

/** Its unit stands in the list. */
const numberOnly = (measure: MeasureId, value: number) => valueText(unitOf(measure), value).replace(/ [a-z]+$/, '');
