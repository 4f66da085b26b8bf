/**
 * The first `dimensions` numbers of a unit vector, scaled to unit length: v' = v[0..d) / |v[0..d)|. All dimensions give
 * the vector itself, to the bit.
 * @throws RangeError where the vector has fewer numbers.
 */
export function shortenVector(vector: Float32Array, dimensions: number): Float32Array {
  if (dimensions > vector.length)
    throw new RangeError(`expected at most ${vector.length} dimensions, found ${dimensions}`);
  if (dimensions === vector.length) return vector;
  const kept = vector.slice(0, dimensions);
  const length = Math.hypot(...kept);
  return length === 0 ? kept : kept.map((value) => value / length);
}

/** The vector as little-endian float32 in base64, as OpenAI's clients decode it. */
export function base64Vector(vector: Float32Array): string {
  const view = new DataView(new ArrayBuffer(4 * vector.length));
  for (const [index, value] of vector.entries()) view.setFloat32(4 * index, value, true);
  return btoa(String.fromCharCode(...new Uint8Array(view.buffer)));
}

/**
 * The same of several vectors of one size, one after the other as one base64 text, in parts. Each part is of three vectors,
 * because base64 writes three bytes at a time: other parts could not stand side by side.
 */
export function* base64Vectors(vectors: Iterable<Float32Array>, size: number): Generator<string> {
  const three = new Float32Array(3 * size);
  let held = 0;
  for (const vector of vectors) {
    three.set(vector, held * size);
    held = (held + 1) % 3;
    if (held === 0) yield base64Vector(three);
  }
  if (held > 0) yield base64Vector(three.subarray(0, held * size));
}
