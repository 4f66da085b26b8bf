import type { Cell } from '../../figures/marks/grid/grid-navigation.ts';
import type { Unit } from '../../figures/marks/matrix/square.ts';
import { type AttentionTrace, headWeights } from '../../model/attention-trace.ts';

/** What one head gives one pair. */
export interface HeadOfPair {
  /** 0-based */
  readonly layer: number;
  readonly head: number;
  /** The share of the row's unit that goes to the column's, 0..1. */
  readonly share: number;
}

/**
 * Every head that the trace holds, by what it gives from the row's unit to the column's, most first; equal ones in the
 * order of layers. A rollout has no heads.
 */
export function rankHeads(trace: AttentionTrace, units: readonly Unit[], pair: Cell): HeadOfPair[] {
  if (trace.holds === 'rollout') return [];
  const [row, column] = [units[pair.row]!.tokens, units[pair.column]!.tokens];
  return trace.layers
    .flatMap((layer) =>
      trace.heads.map((head) => {
        const values = headWeights(trace, layer, head)!;
        return { layer, head, share: pairShare(values, trace.tokens.length, row, column) };
      }),
    )
    .sort((a, b) => b.share - a.share);
}

/** Columns summed, rows averaged, as a share of the row where rows do not sum to 1. */
function pairShare(values: Float32Array, seqLen: number, row: readonly number[], column: readonly number[]): number {
  let [given, all] = [0, 0];
  for (const from of row) {
    const weights = values.subarray(from * seqLen, (from + 1) * seqLen);
    for (const to of column) given += weights[to]!;
    for (const weight of weights) all += weight;
  }
  const isWeights = Math.abs(all / row.length - 1) < 1e-4 || all === 0;
  return given / (isWeights ? row.length : all);
}

/** The place of a head in the ranking, from 1; heads that give the same share the place. Undefined where it is absent. */
export function placeOfHead(ranked: readonly HeadOfPair[], layer: number, head: number): number | undefined {
  const found = ranked.find((one) => one.layer === layer && one.head === head);
  return found && ranked.filter(({ share }) => share > found.share).length + 1;
}

/** What one unit gets from another. */
export interface Given {
  /** Index of the unit that gives. */
  readonly row: number;
  readonly share: number;
}

/**
 * The column of a unit: what each row that is shown gives it, most first.
 * @param shares [units, units]
 */
export function columnShares(
  shares: Float32Array,
  unitCount: number,
  column: number,
  rows: readonly number[],
): Given[] {
  return rows.map((row) => ({ row, share: shares[row * unitCount + column]! })).sort((a, b) => b.share - a.share);
}
