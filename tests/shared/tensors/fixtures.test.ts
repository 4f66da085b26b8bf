import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSafetensors, writeSafetensors } from '../../../shared/tensors/safetensors.ts';
import type { Tensor } from '../../../shared/tensors/tensor.ts';
import { npyParts, safetensorsParts, type TensorPieces } from '../../../shared/tensors/tensor-pieces.ts';

/** What the Python libraries wrote, by tests/golden/make/formats.py. */
function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../../golden/formats/${name}`, import.meta.url)));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

const f32 = (shape: readonly number[], ...data: number[]): Tensor => {
  return { dtype: 'F32', shape, data: Float32Array.from(data) };
};
const half: Tensor = { dtype: 'F16', shape: [4], data: Uint16Array.of(0x3c00, 0x8000, 1, 0x7c00) };
const query = f32([2, 2], 1, -2, 3.5, Number.POSITIVE_INFINITY);
const scalar = f32([], 7);
const empty = f32([0, 4]);
const four = f32([1, 2, 1, 3], 0, 1, 2, 3, 4, 5);

/** As formats.py has them. */
const names = [
  'b',
  'a',
  'B',
  'é',
  '注意',
  '🙂',
  '\ufffd',
  '2',
  '10',
  'quote " and \\ slash',
  'line\nbreak',
  '\x7f',
  '',
];
const byte = (value: number): Tensor => ({ dtype: 'U8', shape: [1], data: Uint8Array.of(value) });

interface Content {
  readonly tensors: Readonly<Record<string, Tensor>>;
  readonly metadata: Readonly<Record<string, string>>;
}

const files: [name: string, content: Content][] = [
  [
    'dtypes',
    {
      tensors: {
        bytes: { dtype: 'U8', shape: [5], data: Uint8Array.of(0, 255, 3, 4, 5) },
        half,
        input_ids: { dtype: 'I32', shape: [2], data: Int32Array.of(-1, 2 ** 31 - 1) },
        'query.0': query,
      },
      metadata: {},
    },
  ],
  ['shapes', { tensors: { scalar, empty, one: f32([1], 0.5), four }, metadata: {} }],
  ['names', { tensors: Object.fromEntries(names.map((name, index) => [name, byte(index)])), metadata: {} }],
  ['no-tensors', { tensors: {}, metadata: { model: 'tiny' } }],
  ['metadata', { tensors: { half, 'query.0': query }, metadata: { tokens: '[{"token":"café"}]' } }],
];

// One metadata key a file at most: the library writes several in an order that changes from run to run.
describe.each(files)("%s.safetensors, of Hugging Face's library", (name, { tensors, metadata }) => {
  it('is what writeSafetensors writes, byte for byte', () => {
    expect(writeSafetensors(tensors, metadata)).toEqual(fixture(`${name}.safetensors`));
  });

  it('is what safetensorsParts make up, byte for byte', () => {
    const pieces = Object.entries(tensors).map(([key, tensor]) => [key, { ...tensor, pieces: [tensor.data] }]);
    expect(joined(safetensorsParts(Object.fromEntries(pieces), metadata))).toEqual(fixture(`${name}.safetensors`));
  });

  it('is read back as what went in', () => {
    expect(readSafetensors(fixture(`${name}.safetensors`))).toEqual({ tensors, metadata });
  });
});

const arrays: [name: string, tensor: Tensor][] = [
  ['f4', f32([2, 3], 1, -2, 3.5, Number.POSITIVE_INFINITY, 2 ** -149, -0)],
  ['f2', { dtype: 'F16', shape: [3], data: Uint16Array.of(0x3c00, 0x8000, 1) }],
  ['i4', { dtype: 'I32', shape: [3], data: Int32Array.of(-1, 2 ** 31 - 1, -(2 ** 31)) }],
  ['u1', { dtype: 'U8', shape: [3], data: Uint8Array.of(0, 255, 7) }],
  ['scalar', scalar],
  ['empty', empty],
  ['four', four],
];

it.each(arrays)('%s.npy, of NumPy, is what npyParts make up, byte for byte', (name, tensor) => {
  const pieces: TensorPieces = { ...tensor, pieces: [tensor.data] };
  expect(joined(npyParts(pieces))).toEqual(fixture(`${name}.npy`));
});
