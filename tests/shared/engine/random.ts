/** Random numbers that are the same on every run. */
export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** A whole number in from..to, both included. */
  integer(from: number, to: number): number;
  /** Normally distributed float32, mean 0. */
  normals(count: number, deviation?: number): Float32Array;
  integers(count: number, from: number, to: number): number[];
}

/** Marsaglia's xorshift on 32 bits. */
export function seededRandom(seed: number): Random {
  let state = seed | 0 || 1;
  const uniform = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  const integer = (from: number, to: number) => from + Math.floor(uniform() * (to - from + 1));
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return {
    uniform,
    integer,
    normals: (count, deviation = 1) => Float32Array.from({ length: count }, () => normal() * deviation),
    integers: (count, from, to) => Array.from({ length: count }, () => integer(from, to)),
  };
}
