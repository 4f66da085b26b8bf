import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headerLength, parseHeader, readSafetensors, writeSafetensors } from '../../../shared/tensors/safetensors.ts';
import { elementCount, type Tensor } from '../../../shared/tensors/tensor.ts';

const encode = (text: string) => new TextEncoder().encode(text);

/** A file with this header, as it stands, and so many bytes of data. */
function file(header: string, dataBytes: number): Uint8Array {
  const json = encode(header);
  const bytes = new Uint8Array(8 + json.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
}

const tensors = {
  'query.0': { dtype: 'F32', shape: [2, 2], data: Float32Array.of(1, -2, 3.5, Number.POSITIVE_INFINITY) },
  half: { dtype: 'F16', shape: [3], data: Uint16Array.of(0x3c00, 0x8000, 1) },
  input_ids: { dtype: 'I32', shape: [2], data: Int32Array.of(-1, 2 ** 31 - 1) },
  bytes: { dtype: 'U8', shape: [5], data: Uint8Array.of(0, 255, 3, 4, 5) },
  scalar: { dtype: 'F32', shape: [], data: Float32Array.of(7) },
  empty: { dtype: 'F32', shape: [0, 4], data: new Float32Array() },
} as const satisfies Record<string, Tensor>;

describe('writeSafetensors and readSafetensors', () => {
  it('give back every dtype, a scalar, an empty tensor and the metadata', () => {
    const read = readSafetensors(writeSafetensors(tensors, { model: 'tiny' }));
    expect(read).toEqual({ metadata: { model: 'tiny' }, tensors });
  });

  it('give back any numbers under any name', () => {
    const tensor = fc.array(fc.float(), { maxLength: 8 }).map((values): Tensor => {
      return { dtype: 'F32', shape: [values.length], data: Float32Array.from(values) };
    });
    const name = fc.string().filter((text) => text !== '__metadata__' && text !== '__proto__');
    fc.assert(
      fc.property(fc.dictionary(name, tensor, { noNullPrototype: true }), (written) => {
        expect(readSafetensors(writeSafetensors(written)).tensors).toEqual(written);
      }),
    );
  });

  it('start the data at a multiple of 8 bytes', () => {
    for (const name of ['a', 'ab', 'abc', 'abcdefg']) {
      expect(headerLength(writeSafetensors({ [name]: tensors.bytes })) % 8).toBe(0);
    }
  });

  it('give tensors of their own memory, from a view into a larger buffer as from one of its own', () => {
    const written = writeSafetensors(tensors);
    const larger = Buffer.concat([Buffer.from('...'), written, Buffer.from('...')]);
    const view = larger.subarray(3, 3 + written.length);
    const read = readSafetensors(view);
    expect(read.tensors).toEqual(tensors);
    view.fill(0);
    expect(read.tensors).toEqual(tensors);
    for (const { shape, data } of Object.values(read.tensors)) {
      expect(data.buffer.byteLength).toBe(data.BYTES_PER_ELEMENT * elementCount(shape));
    }
  });

  it('write only the part of a buffer that a tensor shows', () => {
    const data = Float32Array.of(1, 2, 3, 4).subarray(1, 3);
    const { part } = readSafetensors(writeSafetensors({ part: { dtype: 'F32', shape: [2], data } })).tensors;
    expect([...part.data]).toEqual([2, 3]);
  });
});

describe('readSafetensors', () => {
  it('reads what another writer made, with gaps, other order and unpadded header', () => {
    const header = `{"b":{"dtype":"U8","shape":[2],"data_offsets":[3,5]},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}`;
    const bytes = file(header, 5);
    bytes.set([9, 0, 0, 7, 8], bytes.length - 5);
    const { a, b } = readSafetensors(bytes).tensors;
    expect([[...a.data], [...b.data]]).toEqual([[9], [7, 8]]);
  });

  it.each([
    ['a file of 3 bytes', new Uint8Array(3), 'expected at least 8 bytes, found 3'],
    ['an absurd header length', new Uint8Array(16).fill(255), 'expected a header of 2 to 100000000 bytes'],
    ['a header that is cut off', file('{}          ', 0).subarray(0, 12), 'expected a header of 12 bytes, found 4'],
    ['a header that is not JSON', file('{"a":', 0), 'the header is not JSON'],
    ['a header that is not UTF-8', file('{}', 0).fill(0xff, 8), 'the header is not JSON'],
    ['a header that is a list', file('[]', 0), 'not a JSON object'],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => readSafetensors(bytes)).toThrow(message);
  });

  it.each([
    ['no dtype', `{"t":{"shape":[1],"data_offsets":[0,4]}}`, 'safetensors t: expected a dtype, found undefined'],
    ['null for an entry', `{"t":null}`, 'safetensors t: expected a dtype'],
    [
      'a negative size',
      `{"t":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}`,
      'a shape of whole numbers, found [-1]',
    ],
    ['a fraction of a size', `{"t":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}`, 'a shape of whole numbers'],
    [
      'falling offsets',
      `{"t":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}`,
      'two rising data_offsets, found [4,0]',
    ],
    ['three offsets', `{"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}`, 'two rising data_offsets'],
    [
      'too few bytes for its shape',
      `{"t":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}`,
      'expected 8 bytes for F32 [2], found 4',
    ],
    [
      'offsets beyond the end',
      `{"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}`,
      'expected 8 bytes of data, found 4',
    ],
    [
      'a dtype of other kinds',
      `{"t":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}`,
      'F32, F16, I32, U16 or U8, found BF16',
    ],
  ])('refuses a tensor with %s, naming it', (_, header, message) => {
    expect(() => readSafetensors(file(header, 4))).toThrow(message);
  });
});

describe('parseHeader', () => {
  it('lists entries of dtypes that readSafetensors does not read, so that others can be taken from such a file', () => {
    const header = parseHeader(encode(`{"ids":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}`));
    expect(header.tensors.ids.shape).toEqual([1]);
  });
});
