import { jensenShannon } from '../../../../shared/analysis/divergence.ts';
import { type HeadMetric, headMetricNames, headMetrics } from '../../../../shared/analysis/head-metrics.ts';
import type { AttentionTrace } from '../../../model/attention-trace.ts';
import { rowShares } from '../matrix/square.ts';
import { weightOpacity } from '../scale/weight-color.ts';
import { maxThumbnailSide, poolWeights, type Thumbnails } from './overview-layout.ts';

/** What the overview shows of every head of a trace, in the order layers, then heads. */
export interface HeadSummaries extends Thumbnails {
  /** [layers x heads] of each metric. */
  readonly metrics: Readonly<Record<HeadMetric, Float32Array>>;
  /**
   * Mean Jensen-Shannon divergence of the rows from those before the changes, in bits, [layers x heads]; 1 where a head
   * is knocked out.
   */
  readonly moved: Float32Array | undefined;
}

/** Thumbnails and metrics of all heads. 512 tokens have 40 million weights, so call this in a worker. */
export function summariseHeads(
  { attentions, tokens, layers, heads }: AttentionTrace,
  before?: AttentionTrace,
): HeadSummaries {
  const n = tokens.length;
  const side = Math.min(n, maxThumbnailSide);
  const count = layers.length * heads.length;
  const thumbnails = new Uint8Array(count * side * side);
  const metrics = emptyMetrics(count);
  for (let index = 0; index < count; index++) {
    const shares = rowShares(attentions.subarray(index * n * n, (index + 1) * n * n), n);
    thumbnails.set(opacities(poolWeights(shares, n, side)), index * side * side);
    const ofHead = headMetrics(shares, tokens);
    for (const name of headMetricNames) metrics[name][index] = ofHead[name];
  }
  return { side, thumbnails, metrics, moved: movedFrom(before, attentions, n) };
}

/** Summaries of `count` heads before any number has arrived: every number is NaN. */
export function emptySummaries(count: number, seqLen: number): HeadSummaries {
  const side = Math.min(seqLen, maxThumbnailSide);
  return { side, thumbnails: new Uint8Array(count * side * side), metrics: emptyMetrics(count), moved: undefined };
}

/**
 * Thumbnails [heads, side, side] from weights at one byte each, [heads, n, n]: each cell is the largest weight of its
 * block.
 */
export function thumbnailsOfBytes(bytes: Uint8Array, n: number): Uint8Array {
  const side = Math.min(n, maxThumbnailSide);
  const pooled = new Uint8Array((bytes.length / (n * n)) * side * side);
  const blockOf = Uint16Array.from({ length: n }, (_, index) => Math.floor((index * side) / n));
  for (let row = 0; row < bytes.length / n; row++) {
    const head = Math.floor(row / n);
    const into = (head * side + blockOf[row - head * n]!) * side;
    for (let column = 0; column < n; column++) {
      const cell = into + blockOf[column]!;
      const weight = bytes[row * n + column]!;
      if (weight > pooled[cell]!) pooled[cell] = weight;
    }
  }
  return pooled.map((weight) => Math.round(255 * weightOpacity(weight / 255)));
}

/** Undefined where there is no other run of as many tokens to compare with. */
function movedFrom(before: AttentionTrace | undefined, after: Float32Array, n: number): Float32Array | undefined {
  return before?.attentions.length === after.length ? divergences(after, before.attentions, n) : undefined;
}

function divergences(after: Float32Array, before: Float32Array, n: number): Float32Array {
  const heads = new Float32Array(after.length / (n * n));
  for (let start = 0; start < after.length; start += n) {
    const [p, q] = [after.subarray(start, start + n), before.subarray(start, start + n)];
    heads[Math.floor(start / (n * n))]! += (p.every((weight) => weight === 0) ? 1 : jensenShannon(p, q)) / n;
  }
  return heads;
}

function emptyMetrics(count: number): Record<HeadMetric, Float32Array> {
  return Object.fromEntries(headMetricNames.map((name) => [name, new Float32Array(count).fill(Number.NaN)])) as Record<
    HeadMetric,
    Float32Array
  >;
}

function opacities(shares: Float32Array): Uint8Array {
  return Uint8Array.from(shares, (share) => Math.round(255 * weightOpacity(share)));
}
