import { describe, expect, it } from 'vitest';
import { convertInto } from '../../../shared/tensors/element-types.ts';
import { readSafetensors } from '../../../shared/tensors/safetensors.ts';
import { nestedJson, npyParts, safetensorsParts, type TensorPieces } from '../../../shared/tensors/tensor-pieces.ts';

const inTwo: TensorPieces = {
  dtype: 'F32',
  shape: [2, 2, 2],
  pieces: [Float32Array.of(1, 2, 3), Float32Array.of(4, 5, 6, 7, 8)],
};

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

describe('a tensor in pieces', () => {
  it('is read back whole from safetensors, metadata too', () => {
    const ids: TensorPieces = { dtype: 'I32', shape: [2], pieces: [Int32Array.of(101, 102)] };
    const file = readSafetensors(joined(safetensorsParts({ inTwo, ids }, { model: 'm' })));
    expect(file.metadata).toEqual({ model: 'm' });
    expect([...file.tensors.inTwo.data]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect([...file.tensors.ids.data]).toEqual([101, 102]);
  });

  it('follows the header of a NumPy file, little-endian', () => {
    const file = joined(npyParts(inTwo));
    expect([...new Float32Array(file.slice(-32).buffer)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('shares the memory of the piece: a response needs no second copy', () => {
    const data = Float32Array.of(1, 2);
    const [, part] = npyParts({ dtype: 'F32', shape: [2], pieces: [data] });
    expect(part.buffer).toBe(data.buffer);
  });

  it('that is shorter than its shape is refused by name', () => {
    const short: TensorPieces = { ...inTwo, shape: [3, 3] };
    expect(() => safetensorsParts({ short }, {})).toThrow('short: expected 36 bytes for [3,3], found 32');
    expect(() => [...nestedJson(short)]).toThrow('found fewer');
  });
});

describe('nestedJson', () => {
  const parsed = (tensor: TensorPieces) => JSON.parse([...nestedJson(tensor)].join(''));

  it('nests as deep as the shape', () => {
    expect(parsed(inTwo)).toEqual([
      [
        [1, 2],
        [3, 4],
      ],
      [
        [5, 6],
        [7, 8],
      ],
    ]);
  });

  it('writes a scalar as a number and an empty tensor as an empty list', () => {
    expect(parsed({ dtype: 'F32', shape: [], pieces: [Float32Array.of(3)] })).toBe(3);
    expect(parsed({ dtype: 'F32', shape: [0], pieces: [] })).toEqual([]);
    expect(parsed({ dtype: 'F32', shape: [0, 4], pieces: [] })).toEqual([]);
    expect(parsed({ dtype: 'F32', shape: [2, 0], pieces: [] })).toEqual([[], []]);
  });

  it('writes the fewest digits that read back as the same float32, whatever the magnitude', () => {
    const data = Float32Array.of(0.0123456789, 123456.789, 1.5, -2.34567891e-12, 1e21);
    const text = [...nestedJson({ dtype: 'F32', shape: [5], pieces: [data] })].join('');
    expect(text).toBe('[0.012345679,123456.79,1.5,-2.345679e-12,1e+21]');
  });

  it('writes numbers that JSON does not know as null', () => {
    expect(
      parsed({ dtype: 'F32', shape: [2], pieces: [Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY)] }),
    ).toEqual([null, null]);
  });

  it('decodes float16 and leaves bytes alone', () => {
    const f16 = new Uint16Array(2);
    convertInto(f16, 0, Float32Array.of(0.5, 1 / 3));
    expect(parsed({ dtype: 'F16', shape: [2], pieces: [f16] })).toEqual([0.5, 0.33325195]);
    expect(parsed({ dtype: 'U8', shape: [2], pieces: [Uint8Array.of(0, 255)] })).toEqual([0, 255]);
  });
});

describe('convertInto', () => {
  it('rounds probabilities to the nearest of 255 steps: at most 1/510 away', () => {
    const probabilities = Float32Array.from({ length: 1001 }, (_, index) => index / 1000);
    const bytes = new Uint8Array(1001);
    convertInto(bytes, 0, probabilities);
    const worst = Math.max(...probabilities.map((p, index) => Math.abs(p - bytes[index] / 255)));
    expect(worst).toBeLessThanOrEqual(1 / 510 + 1e-7);
  });

  it('clips what is no probability', () => {
    const bytes = new Uint8Array(3);
    convertInto(bytes, 1, Float32Array.of(-0.1, 1.0001));
    expect([...bytes]).toEqual([0, 0, 255]);
  });
});
