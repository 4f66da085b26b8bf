/**
 * sums = [a . w0, a . w1, a . w2, a . w3, b . w0, b . w1, b . w2, b . w3] over the numbers from index `from` on.
 *
 * Nearly all of a conversion's time is spent in this loop. Eight sums side by side use each fetched number two or four
 * times, and fit in the registers with what they need. `linear` of the reference has this loop for float32: one function
 * for both kinds of arrays takes 1.7 times as long on float32.
 */
export function eightDots(
  [a, b]: readonly [Float64Array, Float64Array],
  [w0, w1, w2, w3]: readonly Float64Array[],
  from: number,
  sums: Float64Array,
): void {
  let [a0, a1, a2, a3] = [0, 0, 0, 0];
  let [b0, b1, b2, b3] = [0, 0, 0, 0];
  for (let i = from; i < a.length; i++) {
    const p = a[i];
    const q = b[i];
    a0 += p * w0[i];
    a1 += p * w1[i];
    a2 += p * w2[i];
    a3 += p * w3[i];
    b0 += q * w0[i];
    b1 += q * w1[i];
    b2 += q * w2[i];
    b3 += q * w3[i];
  }
  sums.set([a0, a1, a2, a3, b0, b1, b2, b3]);
}
