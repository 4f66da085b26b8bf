import { maxThumbnailSide, poolWeights } from '../../figures/marks/all-heads/overview-layout.ts';
import { weightOpacity } from '../../figures/marks/scale/weight-color.ts';
import { type AttentionTrace, headWeights } from '../../model/attention-trace.ts';
import { headCount } from '../../model/reader-place.ts';

/** A thumbnail of one head. */
export interface HeadPicture {
  /** [side, side], 0..255 */
  readonly cells: Uint8Array;
  readonly side: number;
  /** The token to which the reader's token gives most weight, and that weight. */
  readonly key: number;
  readonly weight: number;
}

/** Thumbnails of the 12 heads of a layer; undefined where the trace does not hold them all. */
export function picturesOf(trace: AttentionTrace, layer: number, token: number): HeadPicture[] | undefined {
  const heads = Array.from({ length: headCount }, (_, head) => headWeights(trace, layer, head));
  if (heads.some((weights) => weights === undefined)) return undefined;
  return heads.map((weights) => headPicture(weights!, trace.tokens.length, token));
}

/** The same from weights at one byte each, [heads, n, n]. */
export function picturesOfBytes(bytes: Uint8Array, seqLen: number, token: number): HeadPicture[] {
  const size = seqLen ** 2;
  return Array.from({ length: headCount }, (_, head) => {
    const weights = Float32Array.from(bytes.subarray(head * size, (head + 1) * size), (byte) => byte / 255);
    return headPicture(weights, seqLen, token);
  });
}

function headPicture(weights: Float32Array, seqLen: number, token: number): HeadPicture {
  const side = Math.min(seqLen, maxThumbnailSide);
  const cells = Uint8Array.from(poolWeights(weights, seqLen, side), (weight) =>
    Math.round(255 * weightOpacity(weight)),
  );
  const row = weights.subarray(token * seqLen, (token + 1) * seqLen);
  const weight = row.reduce((most, one) => Math.max(most, one), 0);
  return { cells, side, key: row.indexOf(weight), weight };
}
