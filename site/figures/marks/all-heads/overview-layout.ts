import { type AttentionTrace, traceDomain } from '../../../model/attention-trace.ts';
import { plainReading, type ReaderPlace, type Reading } from '../../../model/reader-place.ts';
import { foldedUnits, headSquare, partOf } from '../matrix/square.ts';
import { weightOpacity } from '../scale/weight-color.ts';

/** The most cells along the side of a thumbnail; longer texts are pooled. */
export const maxThumbnailSide = 32;

/** Pictures of many squares, before they are laid out side by side. */
export interface Thumbnails {
  /** Cells along a thumbnail's side. */
  readonly side: number;
  /** Opacities [squares, side, side], 0..255. */
  readonly thumbnails: Uint8Array;
}

export interface OverviewLayout {
  /** Cells along a thumbnail's side. */
  readonly side: number;
  /** Empty cells between two thumbnails. Even, because half of them lie on each side. */
  readonly gap: number;
  /** Cells along the side of the whole picture. */
  readonly width: number;
  readonly height: number;
  /** Whether a cell shows the largest weight of a block of several. */
  readonly pooled: boolean;
}

/** Squares side by side: opacities [height, width], 0..255; gaps are 0. */
export interface Overview extends Pick<OverviewLayout, 'width'> {
  readonly opacity: Uint8Array;
}

/** The layout of squares of `seqLen` cells side by side, in cells: layers downwards, heads to the right. */
export function overviewLayout(seqLen: number, rows: number, columns: number): OverviewLayout {
  const side = Math.min(seqLen, maxThumbnailSide);
  const gap = 2 * Math.max(1, Math.round(side / 12));
  const pitch = side + gap;
  return { side, gap, width: columns * pitch, height: rows * pitch, pooled: seqLen > maxThumbnailSide };
}

/** weights [seqLen, seqLen] -> [side, side], each the maximum of its block. */
export function poolWeights(weights: Float32Array, seqLen: number, side: number): Float32Array {
  if (seqLen === side) return weights;
  const pooled = new Float32Array(side * side);
  weights.forEach((weight, index) => {
    const row = Math.floor((Math.floor(index / seqLen) * side) / seqLen);
    const column = Math.floor(((index % seqLen) * side) / seqLen);
    const cell = row * side + column;
    pooled[cell] = Math.max(pooled[cell]!, weight);
  });
  return pooled;
}

/** Thumbnails of every head of a trace, or of every layer of a rollout, in the reader's reading. */
export function readThumbnails(
  trace: AttentionTrace,
  sentence: Pick<ReaderPlace, 'text' | 'pair'>,
  { words, fold }: Pick<Reading, 'words' | 'fold'> = plainReading,
): Thumbnails {
  const domain = traceDomain(trace);
  const heads = trace.holds === 'rollout' ? [0] : trace.heads;
  const squareAt = (layer: number, head: number) => headSquare(trace, sentence, { layer, head }, words)!;
  const squares = trace.layers.flatMap((layer) => heads.map((head) => squareAt(layer, head)));
  const { units } = squares[0]!;
  const shown = foldedUnits(units, fold);
  const count = shown.rows.length;
  const side = Math.min(count, maxThumbnailSide);
  const thumbnails = new Uint8Array(squares.length * side * side);
  squares.forEach(({ values }, index) => {
    const shades = partOf(values, units.length, shown, (value) => 255 * weightOpacity(value / domain));
    thumbnails.set(Uint8Array.from(poolWeights(shades, count, side), Math.round), index * side * side);
  });
  return { side, thumbnails };
}

/** Lays thumbnails side by side in the given order, `columns` in a row. */
export function arrange(
  { side, thumbnails }: Thumbnails,
  order: readonly number[],
  columns: number,
): Overview & { readonly layout: OverviewLayout } {
  const layout = overviewLayout(side, Math.ceil(order.length / columns), columns);
  const { gap, width, height } = layout;
  const pitch = side + gap;
  const opacity = new Uint8Array(width * height);
  order.forEach((square, place) => {
    const origin = (Math.floor(place / columns) * pitch + gap / 2) * width + (place % columns) * pitch + gap / 2;
    for (let row = 0; row < side; row++) {
      const from = (square * side + row) * side;
      opacity.set(thumbnails.subarray(from, from + side), origin + row * width);
    }
  });
  return { opacity, width, layout };
}

/** The picture of all heads of a trace, layers downwards, heads to the right. */
export function overviewOpacity(
  trace: AttentionTrace,
  sentence: Pick<ReaderPlace, 'text' | 'pair'>,
  reading?: Pick<Reading, 'words' | 'fold'>,
): Overview & { readonly layout: OverviewLayout } {
  const count = trace.layers.length * trace.heads.length;
  return arrange(readThumbnails(trace, sentence, reading), [...Array(count).keys()], trace.heads.length);
}
