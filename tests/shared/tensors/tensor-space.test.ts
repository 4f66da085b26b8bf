import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { float16Value } from '../../../shared/tensors/float16.ts';
import { narrowed, ownSpace, TensorSpace } from '../../../shared/tensors/tensor-space.ts';

const pageBytes = 32;
const pages = (count: number) => Array.from({ length: count }, () => new ArrayBuffer(pageBytes));
const spaceOf = (given: readonly ArrayBuffer[]) => new TensorSpace((index) => given[index]);
const numbers = (length: number, from = 0) => Float32Array.from({ length }, (_, index) => from + index);
const joined = (pieces: readonly ArrayLike<number>[]) => pieces.flatMap((piece) => Array.from(piece));

describe('TensorSpace', () => {
  it('holds tensors one after the other across pages, whatever stretches they are written in', () => {
    const lengths = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(lengths, fc.integer({ min: 1, max: 13 }), (lengths, step) => {
        const total = lengths.reduce((sum, length) => sum + length, 0);
        const space = spaceOf(pages(Math.ceil((4 * total) / pageBytes)));
        const tensors = lengths.map((length) => space.tensor('F32', [length]));
        for (const [index, tensor] of tensors.entries()) {
          const values = numbers(lengths[index], 1000 * index);
          for (let at = 0; at < values.length; at += step) tensor.write(at, values.subarray(at, at + step));
        }
        for (const [index, { pieces }] of tensors.entries()) {
          expect(joined(pieces)).toEqual([...numbers(lengths[index], 1000 * index)]);
        }
      }),
    );
  });

  it('lies in the pages it was given, and in nothing else', () => {
    const given = pages(2);
    const { pieces } = spaceOf(given).tensor('F32', [2, 7]);
    expect(pieces.map(({ buffer }) => buffer)).toEqual(given);
    expect(pieces.map(({ length }) => length)).toEqual([8, 6]);
  });

  it('converts to float16 and bytes while it writes', () => {
    const half = ownSpace(4).tensor('F16', [2]);
    half.write(0, Float32Array.of(0.5, -2));
    expect(joined(half.pieces).map(float16Value)).toEqual([0.5, -2]);
    const bytes = ownSpace(2).tensor('U8', [2]);
    bytes.write(1, Float32Array.of(1));
    expect(joined(bytes.pieces)).toEqual([0, 255]);
  });

  it('begins each tensor at a boundary of its type, behind any other', () => {
    const space = spaceOf(pages(2));
    const [bytes, halves, odd, floats] = [
      space.tensor('U8', [1]),
      space.integers([2]),
      space.tensor('U8', [5]),
      space.tensor('F32', [9]),
    ];
    floats.write(0, numbers(9));
    odd.write(0, Float32Array.of(1, 1, 1, 1, 1));
    halves.write(0, Float32Array.of(7, 8));
    bytes.write(0, Float32Array.of(1));
    expect([bytes, halves, odd, floats].map(({ pieces }) => joined(pieces))).toEqual([
      [255],
      [7, 8],
      [255, 255, 255, 255, 255],
      [...numbers(9)],
    ]);
  });

  it('takes differences in place, across pages too', () => {
    const tensor = spaceOf(pages(2)).tensor('F32', [12]);
    tensor.write(0, numbers(12));
    tensor.subtractFrom(
      0,
      numbers(12).map((value) => 3 * value),
    );
    expect(joined(tensor.pieces)).toEqual([...numbers(12).map((value) => 2 * value)]);
  });

  it('narrows numbers to float16 where they stand', () => {
    const tensor = spaceOf(pages(2)).tensor('F32', [12]);
    tensor.write(0, numbers(12, -4));
    const { dtype, pieces } = narrowed(tensor);
    expect([dtype, joined(pieces).map(float16Value)]).toEqual(['F16', [...numbers(12, -4)]]);
    expect(pieces[0].buffer).toBe(tensor.pieces[0].buffer);
  });

  it('refuses a tensor that it has no room for, and numbers outside a tensor', () => {
    const space = spaceOf(pages(1));
    expect(() => space.tensor('F32', [9])).toThrow('expected room for 9 numbers');
    expect(() => ownSpace(8).tensor('F32', [2]).write(1, numbers(2))).toThrow('found 2');
  });
});
