// gelu(x) = x/2 (1 + erf(x / sqrt 2)): the exact form, as BERT was trained with, not the tanh one.
//
// erf(z) = z P(z²) / Q(z²), both of degree 5, fitted to least relative error 2e-8 on |z| <= 3.92; beyond, erf is 1 to
// float32's last bit.

// The constants are loaded where they are used: V8 makes a splat of a literal anew each time, three instructions against
// one load, and sixteen have no room in registers. Twice as fast.

const CONSTANTS = memory.data<f32>([
  1.1283791461373887, 0.19040795429547594, 0.052748809812442836, 0.003765653752799857, 0.00028487895138360955, 2.0500139969380244e-6,
  1, 0.5020773968488204, 0.11410962783310546, 0.014969289756839102, 0.0011625360843114958, 3.809076093570376e-5,
  3.92, -3.92, 0.7071067811865476, 0.5,
]);
const P: usize = 0;
const Q: usize = 24;
const ONE: usize = 24;
const LIMIT: usize = 48;
const MINUS_LIMIT: usize = 52;
const HALF_ROOT: usize = 56;
const HALF: usize = 60;

function constant(at: usize): v128 {
  return v128.load32_splat(CONSTANTS + at);
}

/** The polynomial whose six coefficients begin at `at`, lowest first. */
function horner(t: v128, at: usize): v128 {
  let sum = f32x4.add(f32x4.mul(constant(at + 20), t), constant(at + 16));
  sum = f32x4.add(f32x4.mul(sum, t), constant(at + 12));
  sum = f32x4.add(f32x4.mul(sum, t), constant(at + 8));
  sum = f32x4.add(f32x4.mul(sum, t), constant(at + 4));
  return f32x4.add(f32x4.mul(sum, t), constant(at));
}

function erfFour(z: v128): v128 {
  const clamped = f32x4.pmax(constant(MINUS_LIMIT), f32x4.pmin(constant(LIMIT), z));
  const t = f32x4.mul(clamped, clamped);
  const one = constant(ONE);
  const erf = f32x4.div(f32x4.mul(clamped, horner(t, P)), horner(t, Q));
  return f32x4.pmax(f32x4.neg(one), f32x4.pmin(one, erf));
}

/** In place on `count` float32, a multiple of 4. */
export function gelu(x: usize, count: usize): void {
  for (const end = x + count * 4; x < end; x += 16) {
    const value = v128.load(x);
    const erf = erfFour(f32x4.mul(value, constant(HALF_ROOT)));
    v128.store(x, f32x4.mul(f32x4.mul(value, constant(HALF)), f32x4.add(erf, constant(ONE))));
  }
}
