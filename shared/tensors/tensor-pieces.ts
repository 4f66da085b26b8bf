import { elementValue } from './element-types.ts';
import { npyHeader } from './npy.ts';
import { inFileOrder, safetensorsHeader } from './safetensors.ts';
import { shortestFloat32 } from './shortest-float32.ts';
import { bytesPerElement, type Dtype, type DtypeArrays, elementCount } from './tensor.ts';

/** A dense row-major tensor whose data comes in several arrays, in order, so that nobody needs a second whole copy. */
export interface TensorPieces {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly pieces: readonly DtypeArrays[Dtype][];
}

export function byteLength({ dtype, shape }: Pick<TensorPieces, 'dtype' | 'shape'>): number {
  return bytesPerElement[dtype] * elementCount(shape);
}

/** A safetensors file in parts: the header, then views of the data, tensors in the format's own order. */
export function safetensorsParts(
  tensors: Readonly<Record<string, TensorPieces>>,
  metadata: Readonly<Record<string, string>>,
): Uint8Array[] {
  const entries = inFileOrder(tensors);
  return [safetensorsHeader(entries, metadata), ...entries.flatMap(([name, tensor]) => dataParts(name, tensor))];
}

/** A NumPy file in parts: the header, then views of the data. */
export function npyParts(tensor: TensorPieces): Uint8Array[] {
  return [npyHeader(tensor), ...dataParts('npy', tensor)];
}

function dataParts(name: string, tensor: TensorPieces): Uint8Array[] {
  const bytes = tensor.pieces.reduce((sum, piece) => sum + piece.byteLength, 0);
  if (bytes !== byteLength(tensor)) {
    throw new RangeError(`${name}: expected ${byteLength(tensor)} bytes for [${tensor.shape}], found ${bytes}`);
  }
  return bytesOfPieces(tensor.pieces);
}

/** Views of the pieces' bytes. */
export function bytesOfPieces(pieces: TensorPieces['pieces']): Uint8Array[] {
  return pieces.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength));
}

/**
 * JSON of the tensor, nested as deep as its shape, in parts of one innermost row each. Floats have the fewest
 * digits that read back as the same float32. Numbers that JSON does not know (NaN, infinities) are null.
 */
export function* nestedJson({ dtype, shape, pieces }: TensorPieces): Generator<string> {
  const numbers = elements(pieces);
  yield* nest(0);

  function* nest(depth: number): Generator<string> {
    if (depth === shape.length) return yield elementJson(dtype, numbers.next().value);
    if (depth === shape.length - 1) return yield `[${row(shape[depth])}]`;
    for (let index = 0; index < shape[depth]; index++) {
      yield index === 0 ? '[' : ',';
      yield* nest(depth + 1);
    }
    yield shape[depth] === 0 ? '[]' : ']';
  }

  function row(length: number): string {
    return Array.from({ length }, () => elementJson(dtype, numbers.next().value)).join(',');
  }
}

/** The rows of a float32 [rows, size], one by one in the same array: copy what must outlive the next. */
export function* tensorRows({ shape, pieces }: TensorPieces): Generator<Float32Array> {
  const numbers = elements(pieces);
  const row = new Float32Array(shape[1]);
  for (let index = 0; index < shape[0]; index++) {
    for (let i = 0; i < row.length; i++) row[i] = numbers.next().value;
    yield row;
  }
}

function* elements(pieces: TensorPieces['pieces']): Generator<number, number> {
  for (const piece of pieces) yield* piece;
  throw new RangeError('expected as many elements as the shape says, found fewer');
}

/** Integers as they are, floats with the fewest digits that read back as the same float32. */
function elementJson(dtype: Dtype, element: number): string {
  if (dtype !== 'F32' && dtype !== 'F16') return String(element);
  const value = shortestFloat32(elementValue(dtype, element));
  return Number.isFinite(value) ? String(value) : 'null';
}
