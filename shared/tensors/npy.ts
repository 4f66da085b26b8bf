import { type Dtype, elementCount } from './tensor.ts';

const descriptions: Readonly<Record<Dtype, string>> = { F32: '<f4', F16: '<f2', I32: '<i4', U16: '<u2', U8: '|u1' };

/**
 * Header of a NumPy file, version 1.0: magic, u16 little-endian length, a Python dictionary, spaces and a newline, so
 * that the data starts at a multiple of 64. The data follows in C order.
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function npyHeader({ dtype, shape }: { dtype: Dtype; shape: readonly number[] }): Uint8Array {
  if (!shape.every((size) => Number.isSafeInteger(size) && size >= 0) || !Number.isSafeInteger(elementCount(shape))) {
    throw new RangeError(`npy: expected a shape of whole numbers, found [${shape}]`);
  }
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const dictionary = `{'descr': '${descriptions[dtype]}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const total = Math.ceil((10 + dictionary.length + 1) / 64) * 64;
  const header = new Uint8Array(total).fill(0x20);
  header.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  new DataView(header.buffer).setUint16(8, total - 10, true);
  header.set(new TextEncoder().encode(dictionary), 10);
  header[total - 1] = 0x0a;
  return header;
}
