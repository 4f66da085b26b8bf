import { maxThumbnailSide, poolWeights } from '../figures/marks/all-heads/overview-layout.ts';
import { weightOpacity } from '../figures/marks/scale/weight-color.ts';
import type { AttentionTrace } from '../model/attention-trace.ts';
import { headWeights } from '../model/attention-trace.ts';
import type { Reading, Sentence } from '../model/reader-place.ts';
import { attentionView } from '../reader/attention-view.ts';

/** Squares in a row of the picture of all layers. */
export const layerColumns = 4;

/** Opacities 0..255 of each layer's rollout, [layers, side, side]; long texts are pooled. */
export function layerThumbnails(
  trace: AttentionTrace,
  sentence: Sentence,
  reading: Reading,
): { readonly side: number; readonly thumbnails: Uint8Array } {
  const views = trace.layers.map((layer) => attentionView(trace, sentence, { layer, head: 0 }, reading)!);
  const count = views[0]!.tokens.length;
  const side = Math.min(count, maxThumbnailSide);
  const thumbnails = new Uint8Array(views.length * side * side);
  views.forEach(({ weights }, index) => {
    const pooled = poolWeights(weights, count, side);
    thumbnails.set(
      Uint8Array.from(pooled, (share) => Math.round(255 * weightOpacity(share))),
      index * side * side,
    );
  });
  return { side, thumbnails };
}

/** Whether a trace has the rollout of every layer. */
export function hasAllLayers(trace: AttentionTrace, count: number): boolean {
  return (
    trace.holds === 'rollout' &&
    Array.from({ length: count }, (_, layer) => headWeights(trace, layer, 0)).every(Boolean)
  );
}
