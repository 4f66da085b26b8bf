import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  headerLength,
  inFileOrder,
  parseHeader,
  readSafetensors,
  SafetensorsError,
  writeSafetensors,
} from '../../../shared/tensors/safetensors.ts';
import { bytesPerElement, elementCount, type Tensor } from '../../../shared/tensors/tensor.ts';

/** Whether it succeeded. Anything thrown but a SafetensorsError of a bounded message fails the property. */
function readsOrRefuses(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(SafetensorsError);
    return false;
  }
}

function file(header: string, data: Uint8Array): Uint8Array {
  const json = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + json.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  bytes.set(data, 8 + json.length);
  return bytes;
}

const shape = fc.array(fc.nat({ max: 3 }), { maxLength: 4 });
const tensor: fc.Arbitrary<Tensor> = shape.chain((sizes) => {
  const length = { minLength: elementCount(sizes), maxLength: elementCount(sizes) };
  return fc.oneof(
    fc.float32Array(length).map((data): Tensor => ({ dtype: 'F32', shape: sizes, data })),
    fc.uint16Array(length).map((data): Tensor => ({ dtype: 'F16', shape: sizes, data })),
    fc.int32Array(length).map((data): Tensor => ({ dtype: 'I32', shape: sizes, data })),
    fc.uint8Array(length).map((data): Tensor => ({ dtype: 'U8', shape: sizes, data })),
  );
});
/** Every string of whole characters, and those that JavaScript's objects treat in their own way. */
const name = fc
  .oneof(fc.string({ unit: 'binary', maxLength: 6 }), fc.nat().map(String), fc.constantFrom('__proto__', 'constructor'))
  .filter((text) => text !== '__metadata__');
const tensors = fc.uniqueArray(fc.tuple(name, tensor), { selector: ([key]) => key, maxLength: 6 });
const metadata = fc.dictionary(name, fc.string({ unit: 'binary', maxLength: 6 }), {
  maxKeys: 4,
  noNullPrototype: true,
});

it('any tensors under any names, and any metadata, come back as they were', () => {
  fc.assert(
    fc.property(tensors, metadata, (entries, written) => {
      const read = readSafetensors(writeSafetensors(Object.fromEntries(entries), written));
      expect(new Map(Object.entries(read.tensors))).toEqual(new Map(entries));
      expect(read.metadata).toEqual(written);
    }),
  );
});

it('whatever is written stands without gaps, each tensor at a multiple of its element size, in an order of its own', () => {
  fc.assert(
    fc.property(tensors, (entries) => {
      const bytes = writeSafetensors(Object.fromEntries(entries));
      const start = 8 + headerLength(bytes);
      const header = parseHeader(bytes.subarray(8, start)).tensors;
      let end = 0;
      for (const [key, { dtype }] of inFileOrder(Object.fromEntries(entries))) {
        expect(header[key].data_offsets[0]).toBe(end);
        expect((start + end) % bytesPerElement[dtype]).toBe(0);
        end = header[key].data_offsets[1];
      }
      expect(bytes.length).toBe(start + end);
      expect(writeSafetensors(Object.fromEntries(entries.toReversed()))).toEqual(bytes);
    }),
  );
});

it('names are in the order of their UTF-8 bytes', () => {
  fc.assert(
    fc.property(fc.uniqueArray(name, { maxLength: 12 }), (names) => {
      const byte: Tensor = { dtype: 'U8', shape: [0], data: new Uint8Array() };
      const found = inFileOrder(Object.fromEntries(names.map((key) => [key, byte]))).map(([key]) => key);
      expect(found).toEqual(names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
    }),
  );
});

it('bytes of any kind are read or refused by a SafetensorsError', () => {
  const sizes = { maxLength: 64 };
  const anyHeader = fc.tuple(fc.string({ unit: 'binary' }), fc.uint8Array(sizes)).map(([a, b]) => file(a, b));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(sizes), anyHeader), (bytes) => {
      readsOrRefuses(() => readSafetensors(bytes));
    }),
    { numRuns: 1000 },
  );
});

/** Sizes and offsets at the limits of what numbers can count. */
const size = fc.oneof(fc.nat({ max: 4 }), fc.constantFrom(-1, 0.5, 2 ** 32, 2 ** 53 - 1, 2 ** 53, 1e300, null, '4'));
const entry = fc.record(
  {
    dtype: fc.oneof(fc.constantFrom('F32', 'F16', 'I32', 'U8', 'BF16', 'constructor'), fc.jsonValue()),
    shape: fc.oneof(fc.array(size, { maxLength: 3 }), fc.jsonValue()),
    data_offsets: fc.oneof(fc.array(size, { maxLength: 3 }), fc.jsonValue()),
  },
  { requiredKeys: [] },
);
const header = fc.dictionary(fc.oneof(name, fc.constant('__metadata__')), fc.oneof(entry, fc.jsonValue()));

it('headers of any JSON are read or refused by a SafetensorsError of at most 400 letters', () => {
  fc.assert(
    fc.property(header, fc.uint8Array({ maxLength: 16 }), (content, data) => {
      try {
        readSafetensors(file(JSON.stringify(content), data));
      } catch (error) {
        expect(error).toBeInstanceOf(SafetensorsError);
        expect((error as Error).message.length).toBeLessThan(400);
      }
    }),
    { numRuns: 1000 },
  );
});

it('a file with one byte changed is read or refused, and one that is cut short is always refused', () => {
  const whole = tensors.filter((entries) => entries.some(([, { data }]) => data.length > 0));
  fc.assert(
    fc.property(whole, fc.nat(), fc.nat({ max: 255 }), (entries, place, value) => {
      const bytes = writeSafetensors(Object.fromEntries(entries));
      const at = place % bytes.length;
      expect(readsOrRefuses(() => readSafetensors(bytes.subarray(0, at)))).toBe(false);
      bytes[at] = value;
      readsOrRefuses(() => readSafetensors(bytes));
    }),
    { numRuns: 300 },
  );
});

it.each(['dtype', 'shape', 'data_offsets', '__metadata__'])('%s of 100,000 lists in each other is refused', (field) => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  const valid = { dtype: '"U8"', shape: '[1]', data_offsets: '[0,1]' };
  const members = Object.entries({ ...valid, [field]: deep }).map(([key, value]) => `"${key}":${value}`);
  const content = field === '__metadata__' ? `{"__metadata__":${deep}}` : `{"t":{${members}}}`;
  expect(readsOrRefuses(() => readSafetensors(file(content, new Uint8Array(1))))).toBe(false);
});
