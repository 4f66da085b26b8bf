import { describe, expect, it } from 'vitest';
import { npyHeader } from '../../../shared/tensors/npy.ts';

function dictionary(header: Uint8Array): string {
  const length = new DataView(header.buffer).getUint16(8, true);
  expect(header.length).toBe(10 + length);
  return new TextDecoder().decode(header.subarray(10)).trimEnd();
}

describe('npyHeader', () => {
  it('starts with the magic string and version 1.0', () => {
    const header = npyHeader({ dtype: 'F32', shape: [2, 3] });
    expect([...header.subarray(0, 8)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  });

  it.each([
    ['F32', '<f4'],
    ['F16', '<f2'],
    ['I32', '<i4'],
    ['U8', '|u1'],
  ] as const)('describes %s as %s, little-endian', (dtype, description) => {
    const expected = `{'descr': '${description}', 'fortran_order': False, 'shape': (2, 3), }`;
    expect(dictionary(npyHeader({ dtype, shape: [2, 3] }))).toBe(expected);
  });

  it.each([
    [[7], '(7,)'],
    [[], '()'],
    [[1, 12, 3, 3], '(1, 12, 3, 3)'],
  ])('writes the shape %j as the Python tuple %s', (shape, tuple) => {
    expect(dictionary(npyHeader({ dtype: 'F32', shape }))).toContain(`'shape': ${tuple},`);
  });

  it('ends with a newline at a multiple of 64, for every number of dimensions', () => {
    for (let dimensions = 0; dimensions < 30; dimensions++) {
      const header = npyHeader({ dtype: 'F32', shape: Array.from({ length: dimensions }, () => 1) });
      expect(header.length % 64).toBe(0);
      expect(header.at(-1)).toBe(0x0a);
    }
  });

  it('refuses a shape that no array has', () => {
    expect(() => npyHeader({ dtype: 'F32', shape: [2, -1] })).toThrow('expected a shape of whole numbers');
    expect(() => npyHeader({ dtype: 'F32', shape: [1.5] })).toThrow('expected a shape of whole numbers');
  });
});
