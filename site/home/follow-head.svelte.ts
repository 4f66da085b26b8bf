import { drawnValues, lensNumbers, type MatrixNumbers } from '../figures/marks/matrix/matrix-numbers.ts';
import { foldedUnits, headSquare, rowOfToken, type Shown, type Square } from '../figures/marks/matrix/square.ts';
import { headNames, type SquareNames } from '../figures/marks/matrix/square-names.ts';
import { type AttentionLens, type PlainTrace, traceDomain } from '../model/attention-trace.ts';
import { followReader } from '../reader/reader.svelte.ts';

/**
 * The reader's head in the reader's reading: its numbers, which of them are shown, their meaning, and the chosen row.
 */
export interface HeadShown {
  readonly square: Square;
  readonly shown: Shown;
  readonly names: SquareNames;
  readonly numbers: MatrixNumbers;
  /** Index of a unit. */
  readonly row: number;
}

/** Follows the reader's place, and gives the head there as the model answered it, in tokens or words, folded or not. */
export function followHead(initial: () => PlainTrace) {
  const follow = followReader(initial);
  const lens = $derived<AttentionLens>(follow.trace.holds ?? 'weight');
  const domain = $derived(traceDomain(follow.trace));
  const layer = $derived(follow.place.layer);
  const index = $derived(follow.place.head);
  const made = $derived.by(() => {
    const { words, fold } = follow.reading;
    const square = headSquare(follow.trace, follow.answered, { layer, head: index }, words);
    if (!square) return undefined;
    const shown = foldedUnits(square.units, fold);
    const names = headNames(lens, layer, index, words);
    const numbers = lensNumbers(square, shown, lens, names, drawnValues(square, names, domain));
    return { square, shown, names, numbers };
  });
  const head = $derived<HeadShown | undefined>(
    made && { ...made, row: rowOfToken(made.square.units, made.shown, follow.place.token) },
  );
  return {
    get place() {
      return follow.place;
    },
    get answered() {
      return follow.answered;
    },
    get tokens() {
      return follow.trace.tokens;
    },
    get lens() {
      return lens;
    },
    /** The number that gets the full colour. */
    get domain() {
      return domain;
    },
    /** Undefined until the answer has arrived. */
    get head() {
      return head;
    },
    /** The chosen row of a head, only the columns that are shown. */
    rowOf({ square, shown, row }: HeadShown): Float32Array {
      return Float32Array.from(shown.columns, (column) => square.values[row * square.units.length + column]!);
    },
  };
}
