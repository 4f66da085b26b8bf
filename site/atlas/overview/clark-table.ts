import { type Atlas, type Direction, directions, type MeasuredRelation } from '../../../shared/atlas/atlas.ts';
import { headClaims } from '../../figures/head-claims/claims.ts';

/** One row of what Clark et al. published: layers and heads 0-based, percent of the cases. */
export interface PublishedRow {
  /** Its label in the Stanford Dependencies, and in Universal Dependencies. */
  readonly label: string;
  readonly relation: string;
  readonly layer: number;
  readonly head: number;
  readonly accuracy: number;
  readonly baseline: { readonly offset: number; readonly accuracy: number };
  /** How the labels differ, where more than the name does. */
  readonly differs?: string;
}

/** The row of a relation that a figure tries on the reader's sentence too. */
function claimed(label: string, relation: string, differs?: string): PublishedRow {
  const claim = headClaims.find(({ id }) => id === label);
  if (claim?.baseline.offset === undefined) throw new Error(`expected a published claim on ${label}, found none`);
  const { layer, head, accuracy, baseline } = claim;
  const fixed = { offset: baseline.offset!, accuracy: baseline.accuracy };
  return { label, relation, layer, head, accuracy, baseline: fixed, ...(differs !== undefined && { differs }) };
}

/**
 * Clark et al. 2019, table 1, as their notebook prints it: "Syntax_Analysis.ipynb" of
 * https://github.com/clarkkev/attention-analysis. Left out: All, which is no relation, and prep, which has no counterpart
 * in Universal Dependencies.
 */
export const publishedRows: readonly PublishedRow[] = [
  claimed('pobj', 'case', 'turned round: here the preposition depends on its noun'),
  claimed('det', 'det'),
  row('nn', 'compound', [3, 9], 70.4, [1, 70.2], 'without later parts of names, which are flat here'),
  row('nsubj', 'nsubj', [7, 1], 58.5, [1, 45.5]),
  row('amod', 'amod', [3, 9], 75.6, [1, 68.3]),
  claimed('dobj', 'obj'),
  row('advmod', 'advmod', [6, 5], 48.8, [1, 40.2], 'with not, which was neg'),
  row('aux', 'aux', [3, 9], 81.1, [1, 71.5], 'without to before a verb, which is mark here'),
  claimed('poss', 'nmod:poss', 'where ’s follows, theirs counts the guess of ’s, ours that of the possessor'),
  claimed('auxpass', 'aux:pass', 'the table of the paper prints other numbers'),
  row('ccomp', 'ccomp', [7, 0], 48.8, [-2, 12.4]),
  row('mark', 'mark', [7, 1], 50.7, [2, 14.5], 'with to before a verb, which was aux'),
  row('prt', 'compound:prt', [5, 6], 99.1, [-1, 91.4]),
];

function row(
  label: string,
  relation: string,
  [layer, head]: readonly [number, number],
  accuracy: number,
  [offset, baseline]: readonly [number, number],
  differs?: string,
): PublishedRow {
  const fixed = { offset, accuracy: baseline };
  return { label, relation, layer, head, accuracy, baseline: fixed, ...(differs !== undefined && { differs }) };
}

/** A head's accuracy on our treebank, 0..1, in the direction in which it is right more often. */
export interface OurNumber {
  readonly layer: number;
  readonly head: number;
  readonly direction: Direction;
  readonly accuracy: number;
  readonly low: number;
  readonly high: number;
}

export interface ClarkRow extends PublishedRow {
  readonly count: number;
  readonly ourBaseline: MeasuredRelation['baseline'];
  /** At the head that they name, and at the best of all heads. */
  readonly there: OurNumber;
  readonly best: OurNumber;
}

/** Their table beside what the atlas measured. */
export function clarkRows({ relations }: Pick<Atlas, 'relations'>): ClarkRow[] {
  return publishedRows.map((published) => {
    const measured = relations[published.relation];
    if (!measured) throw new Error(`expected the relation ${published.relation} in the atlas, found none`);
    const { count, baseline, best } = measured;
    const there = directions
      .map((direction) => numberOf(measured, published.layer, published.head, direction))
      .reduce((a, b) => (b.accuracy > a.accuracy ? b : a));
    const ours = numberOf(measured, best.layer, best.head, best.direction);
    return { ...published, count, ourBaseline: baseline, there, best: ours };
  });
}

function numberOf(
  { accuracy, interval }: MeasuredRelation,
  layer: number,
  head: number,
  direction: Direction,
): OurNumber {
  if (!interval) throw new Error('expected 50 cases or more of each relation of the table, found fewer');
  const { low, high } = interval[direction];
  const at = (table: MeasuredRelation['accuracy'][Direction]) => table[layer]![head]!;
  return { layer, head, direction, accuracy: at(accuracy[direction]), low: at(low), high: at(high) };
}
