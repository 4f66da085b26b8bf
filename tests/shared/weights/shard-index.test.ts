import { describe, expect, test } from 'vitest';
import { parseShardIndex, ShardIndexError } from '../../../shared/weights/shard-index.ts';

const file = 'model-00001-of-00001.safetensors';

function index() {
  return {
    metadata: { total_size: 1234, format_version: 2, note: 'kept' } as Record<string, unknown>,
    weight_map: { 'w#0': file, 'w#1': file, 'w.scale': file, b: file } as Record<string, unknown>,
    tensors: {
      w: { format: 'int6', shape: [20, 64], parts: 2 },
      b: { format: 'f32', shape: [20] },
    } as Record<string, unknown>,
    shards: { [file]: { bytes: 1300, sha256: 'ab'.repeat(32), crc32c: '0012cdef' } } as Record<string, unknown>,
  };
}

test('an index with parts, scales and vectors is read as it stands', () => {
  expect(parseShardIndex(JSON.stringify(index()))).toEqual(index());
});

test('text that is not JSON is refused with its beginning', () => {
  expect(() => parseShardIndex('<!doctype html>')).toThrow(
    'model.safetensors.index.json: expected JSON, found "<!doctype html>"',
  );
});

describe('what is wrong is named', () => {
  type Index = ReturnType<typeof index>;
  const wrong: [what: string, change: (changed: Index) => void, message: string][] = [
    ['no shards', (i) => Reflect.deleteProperty(i, 'shards'), 'expected shards to be an object, found undefined'],
    ['no size', (i) => Reflect.deleteProperty(i.metadata, 'total_size'), 'metadata.total_size to be a positive whole'],
    [
      'activations of other bits',
      (i) => Reflect.set(i.metadata, 'activation_bits', 12),
      'expected metadata.activation_bits 14 or 16, found 12',
    ],
    [
      'another layout',
      (i) => Reflect.set(i.metadata, 'format_version', 1),
      'expected metadata.format_version 2, found 1',
    ],
    [
      'an unknown format',
      (i) => Reflect.set(i.tensors, 'b', { format: 'int4', shape: [4] }),
      'of b to be one of f32, f16, int8, int6, found "int4"',
    ],
    [
      'a shape of nothing',
      (i) => Reflect.set(i.tensors, 'b', { format: 'f32', shape: [0] }),
      'each size of b to be a positive whole number, found 0',
    ],
    [
      'too many sizes',
      (i) => Reflect.set(i.tensors, 'b', { format: 'f32', shape: [1, 2, 3] }),
      'shape of b to have one or two sizes, found [1,2,3]',
    ],
    [
      'a quantized vector',
      (i) => Reflect.set(i.tensors, 'b', { format: 'int8', shape: [64] }),
      'b: expected a matrix for int8, found shape [64]',
    ],
    [
      'columns that make no group',
      (i) => Reflect.set(i.tensors, 'b', { format: 'int8', shape: [1, 65] }),
      'expected a multiple of 64 columns, found 65',
    ],
    [
      'more parts than tiles',
      (i) => Reflect.set(i.tensors, 'w', { format: 'int6', shape: [20, 64], parts: 4 }),
      'w: expected at most 3 parts, found 4',
    ],
    ['a missing part', (i) => Reflect.deleteProperty(i.weight_map, 'w#1'), 'expected w#1 in weight_map, found nothing'],
    ['a missing scale', (i) => Reflect.deleteProperty(i.weight_map, 'w.scale'), 'expected w.scale in weight_map'],
    [
      'a tensor nothing describes',
      (i) => Reflect.set(i.weight_map, 'x', file),
      'expected x of weight_map among tensors',
    ],
    [
      'an unknown shard',
      (i) => Reflect.set(i.weight_map, 'b', 'other'),
      'weight_map of b to name one of the shards, found "other"',
    ],
    [
      'a shard in another folder',
      (i) => Reflect.set(i.shards, '../a.safetensors', {}),
      'to be a plain .safetensors file name, found "../a.safetensors"',
    ],
    [
      'a short checksum',
      (i) => Reflect.set(i.shards, file, { bytes: 1, sha256: 'ab'.repeat(32), crc32c: 'abc' }),
      `crc32c of ${file} to be 8 lower-case hexadecimal digits, found "abc"`,
    ],
    [
      'an upper-case checksum',
      (i) => Reflect.set(i.shards, file, { bytes: 1, sha256: 'AB'.repeat(32), crc32c: '0012cdef' }),
      `sha256 of ${file} to be 64 lower-case`,
    ],
  ];

  test.each(wrong)('%s', (_, change, message) => {
    const changed = index();
    change(changed);
    const parse = () => parseShardIndex(JSON.stringify(changed));
    expect(parse).toThrow(ShardIndexError);
    expect(parse).toThrow(message);
  });
});
