// gelu(x) = x/2 (1 + erf(x / sqrt 2)): the exact form, as BERT was trained with, not the tanh one.
//
// erf(z) = z P(z²) / Q(z²), both of degree 5, fitted to least relative error 2e-8 on |z| <= 3.92; beyond, erf is 1 to
// float32's last bit.

const LIMIT: f32 = 3.92;

function horner(t: v128, a: f32, b: f32, c: f32, d: f32, e: f32, f: f32): v128 {
  let sum = f32x4.add(f32x4.mul(f32x4.splat(f), t), f32x4.splat(e));
  sum = f32x4.add(f32x4.mul(sum, t), f32x4.splat(d));
  sum = f32x4.add(f32x4.mul(sum, t), f32x4.splat(c));
  sum = f32x4.add(f32x4.mul(sum, t), f32x4.splat(b));
  return f32x4.add(f32x4.mul(sum, t), f32x4.splat(a));
}

function erfFour(z: v128): v128 {
  const clamped = f32x4.max(f32x4.min(z, f32x4.splat(LIMIT)), f32x4.splat(-LIMIT));
  const t = f32x4.mul(clamped, clamped);
  const p = horner(t, 1.1283791461373887, 0.19040795429547594, 0.052748809812442836, 0.003765653752799857, 0.00028487895138360955, 2.0500139969380244e-6);
  const q = horner(t, 1, 0.5020773968488204, 0.11410962783310546, 0.014969289756839102, 0.0011625360843114958, 3.809076093570376e-5);
  const erf = f32x4.div(f32x4.mul(clamped, p), q);
  return f32x4.max(f32x4.min(erf, f32x4.splat(1)), f32x4.splat(-1));
}

/** In place on `count` float32, a multiple of 4. */
export function gelu(x: usize, count: usize): void {
  for (const end = x + count * 4; x < end; x += 16) {
    const value = v128.load(x);
    const erf = erfFour(f32x4.mul(value, f32x4.splat(0.7071067811865476)));
    v128.store(x, f32x4.mul(f32x4.mul(value, f32x4.splat(0.5)), f32x4.add(erf, f32x4.splat(1))));
  }
}
