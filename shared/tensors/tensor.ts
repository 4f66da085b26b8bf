/** Element types as the safetensors format spells them; F16 is carried as raw bits. */
export interface DtypeArrays {
  F32: Float32Array;
  F16: Uint16Array;
  I32: Int32Array;
  U16: Uint16Array;
  U8: Uint8Array;
}

export type Dtype = keyof DtypeArrays;

/** A dense row-major tensor: `data.length` is the product of `shape`. */
export type Tensor = {
  [D in Dtype]: { readonly dtype: D; readonly shape: readonly number[]; readonly data: DtypeArrays[D] };
}[Dtype];

export const bytesPerElement: Readonly<Record<Dtype, number>> = { F32: 4, F16: 2, I32: 4, U16: 2, U8: 1 };

/** Number of elements of a shape: the product of its sizes, 1 for a scalar. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
