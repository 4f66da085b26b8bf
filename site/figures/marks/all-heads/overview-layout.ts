import { type AttentionTrace, traceDomain } from '../../../model/attention-trace.ts';
import { plainReading, type Reading, type Sentence } from '../../../model/reader-place.ts';
import { attentionView } from '../../../reader/attention-view.ts';
import { weightOpacity } from '../scale/weight-color.ts';

/** Cells along the side of a thumbnail at most; longer texts are pooled. */
export const maxThumbnailSide = 32;

export interface OverviewLayout {
  /** Cells along a thumbnail's side. */
  readonly side: number;
  /** Empty cells between two thumbnails; even, for half of it lies on each side. */
  readonly gap: number;
  /** Cells along the whole picture's side. */
  readonly width: number;
  readonly height: number;
  /** Each cell shows the largest weight of a block of several. */
  readonly pooled: boolean;
}

/** Geometry of the overview of all heads, in cells: layers downwards, heads to the right. */
export function overviewLayout(seqLen: number, layers: number, heads: number): OverviewLayout {
  const side = Math.min(seqLen, maxThumbnailSide);
  const gap = 2 * Math.max(1, Math.round(side / 12));
  const pitch = side + gap;
  return { side, gap, width: heads * pitch, height: layers * pitch, pooled: seqLen > maxThumbnailSide };
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

/** Opacity 0..255 of every cell of the overview, [height, width], gaps 0. */
export function overviewOpacity(
  trace: AttentionTrace,
  sentence: Sentence,
  reading: Reading = plainReading,
): { layout: OverviewLayout; opacity: Uint8Array } {
  const domain = traceDomain(trace);
  const viewOf = (layer: number, head: number) => attentionView(trace, sentence, { layer, head }, reading)!;
  const seqLen = viewOf(trace.layers[0]!, trace.heads[0]!).tokens.length;
  const layout = overviewLayout(seqLen, trace.layers.length, trace.heads.length);
  const opacity = new Uint8Array(layout.width * layout.height);
  trace.layers.forEach((layer, l) => {
    trace.heads.forEach((head, h) => {
      const shades = viewOf(layer, head).weights.map((weight) => weight / domain);
      drawThumbnail(opacity, layout, l, h, poolWeights(shades, seqLen, layout.side));
    });
  });
  return { layout, opacity };
}

function drawThumbnail(opacity: Uint8Array, layout: OverviewLayout, l: number, h: number, weights: Float32Array): void {
  const { side, gap, width } = layout;
  const origin = (l * (side + gap) + gap / 2) * width + h * (side + gap) + gap / 2;
  weights.forEach((weight, index) => {
    opacity[origin + Math.floor(index / side) * width + (index % side)] = Math.round(255 * weightOpacity(weight));
  });
}
