// Row by row: subtract the largest score, exponentiate, divide by the sum. In place.

import { expFour } from './exp';

function sumOfLanes(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}

function largestLane(v: v128): f32 {
  return max(max(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 1)), max(f32x4.extract_lane(v, 2), f32x4.extract_lane(v, 3)));
}

/** Scores past the last key must weigh nothing: they become so small that their exponential is 0. */
function hidePadding(scores: usize, keys: usize, paddedKeys: usize): void {
  for (let key = keys; key < paddedKeys; key++) store<f32>(scores + key * 4, -3e38);
}

function softmaxRow(scores: usize, paddedKeys: usize): void {
  const end = scores + paddedKeys * 4;
  let largest = v128.load(scores);
  for (let at = scores + 16; at < end; at += 16) largest = f32x4.pmax(largest, v128.load(at));
  const shift = f32x4.splat(largestLane(largest));
  let sums = f32x4.splat(0);
  for (let at = scores; at < end; at += 16) {
    const weight = expFour(f32x4.sub(v128.load(at), shift));
    v128.store(at, weight);
    sums = f32x4.add(sums, weight);
  }
  const scale = f32x4.splat(1 / sumOfLanes(sums));
  for (let at = scores; at < end; at += 16) v128.store(at, f32x4.mul(v128.load(at), scale));
}

/** scores f32 [rows, paddedKeys], the first `keys` of each row real; paddedKeys a multiple of 4. Padding ends as 0. */
export function softmax(scores: usize, rows: i32, keys: usize, paddedKeys: usize): void {
  for (let row = 0; row < rows; row++) {
    hidePadding(scores, keys, paddedKeys);
    softmaxRow(scores, paddedKeys);
    scores += paddedKeys * 4;
  }
}
