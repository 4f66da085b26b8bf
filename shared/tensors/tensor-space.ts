import { convertInto, type FloatDtype } from './element-types.ts';
import { bytesPerElement, type DtypeArrays, elementCount } from './tensor.ts';
import type { TensorPieces } from './tensor-pieces.ts';

type FloatPiece = DtypeArrays[FloatDtype];

/** Integers from 0 to 65,535, written from floats that are such integers. */
export interface WritableIntegers extends TensorPieces {
  readonly dtype: 'U16';
  readonly pieces: readonly Uint16Array[];
  /** Elements from `offset` on. */
  write(offset: number, values: Float32Array): void;
}

/** A tensor whose numbers are written where they will be sent from, in stretches and in any order. */
export interface WritableTensor extends TensorPieces {
  readonly dtype: FloatDtype;
  readonly pieces: readonly FloatPiece[];
  /** Elements from `offset` on, converted to the tensor's type. */
  write(offset: number, values: Float32Array): void;
  /** Elements from `offset` on become `values` minus what they are. Float32 only. */
  subtractFrom(offset: number, values: Float32Array): void;
}

/** The page of this index, all of equal size; undefined after the last. */
export type PageOf = (index: number) => ArrayBuffer | undefined;

/**
 * Room for tensors, one after the other across pages of equal size: the pages of one answer can be those of the next.
 * Each begins at a multiple of its element's size, so that larger elements may follow smaller ones.
 */
export class TensorSpace {
  readonly #pageOf: PageOf;
  #nextByte = 0;

  constructor(pageOf: PageOf) {
    this.#pageOf = pageOf;
  }

  /** All room is free again: tensors that stood in it are lost. */
  clear(): void {
    this.#nextByte = 0;
  }

  /** @throws RangeError when the pages have no room left. */
  tensor(dtype: FloatDtype, shape: readonly number[]): WritableTensor {
    const pieces = this.#take(dtype, elementCount(shape));
    const eachStretch = stretches(pieces);
    return {
      dtype,
      shape,
      pieces,
      write: (offset, values) => eachStretch(offset, values, convertInto),
      subtractFrom: (offset, values) => eachStretch(offset, values, subtractInto),
    };
  }

  /** @throws RangeError when the pages have no room left. */
  integers(shape: readonly number[]): WritableIntegers {
    const pieces = this.#take('F16', elementCount(shape)) as Uint16Array[];
    const eachStretch = stretches(pieces);
    const set: UseStretch = (piece, at, values) => piece.set(values, at);
    return { dtype: 'U16', shape, pieces, write: (offset, values) => eachStretch(offset, values, set) };
  }

  #take(dtype: FloatDtype, elements: number): FloatPiece[] {
    const size = bytesPerElement[dtype];
    const pieces: FloatPiece[] = [];
    this.#nextByte = size * Math.ceil(this.#nextByte / size);
    for (let left = elements; left > 0; left -= pieces[pieces.length - 1].length) {
      const pageBytes = this.#pageOf(0)?.byteLength ?? 1;
      const page = this.#pageOf(Math.floor(this.#nextByte / pageBytes));
      if (page === undefined) throw new RangeError(`expected room for ${elements} numbers, found it full`);
      const start = this.#nextByte % pageBytes;
      const count = Math.min(left, (pageBytes - start) / size);
      pieces.push(pieceOf(dtype, page, start, count));
      this.#nextByte += count * size;
    }
    return pieces;
  }
}

/** Room that belongs to nobody else, for so many bytes. */
export function ownSpace(bytes: number): TensorSpace {
  const page = new ArrayBuffer(bytes);
  return new TensorSpace((index) => (index === 0 ? page : undefined));
}

/** The same numbers as float16, in the first half of each piece's own bytes. */
export function narrowed({ shape, pieces }: WritableTensor): TensorPieces {
  const halves = pieces.map((piece) => {
    const half = new Uint16Array(piece.buffer, piece.byteOffset, piece.length);
    convertInto(half, 0, piece as Float32Array);
    return half;
  });
  return { dtype: 'F16', shape, pieces: halves };
}

function pieceOf(dtype: FloatDtype, page: ArrayBuffer, start: number, count: number): FloatPiece {
  if (dtype === 'F32') return new Float32Array(page, start, count);
  return dtype === 'F16' ? new Uint16Array(page, start, count) : new Uint8Array(page, start, count);
}

type UseStretch = (piece: FloatPiece, at: number, values: Float32Array) => void;

/** Hands values on piece by piece. All pieces but the first and the last are whole pages, so the place is found at once. */
function stretches(pieces: readonly FloatPiece[]) {
  const first = pieces[0]?.length ?? 0;
  const page = pieces[1]?.length ?? 1;
  return (offset: number, values: Float32Array, use: UseStretch): void => {
    for (let done = 0; done < values.length; ) {
      const beyond = offset + done - first;
      const index = beyond < 0 ? 0 : 1 + Math.floor(beyond / page);
      const at = beyond < 0 ? offset + done : beyond % page;
      const piece = pieces[index];
      if (piece === undefined) throw new RangeError(`expected offsets inside the tensor, found ${offset + done}`);
      const stretch = values.subarray(done, done + piece.length - at);
      use(piece, at, stretch);
      done += stretch.length;
    }
  };
}

function subtractInto(piece: FloatPiece, at: number, values: Float32Array): void {
  for (let i = 0; i < values.length; i++) piece[at + i] = values[i] - piece[at + i];
}
