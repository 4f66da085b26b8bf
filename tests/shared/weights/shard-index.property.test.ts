import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatVersion, parseShardIndex, ShardIndexError } from '../../../shared/weights/shard-index.ts';
import { storedTensors } from '../../../shared/weights/stored-tensors.ts';
import type { ShardIndex, TensorEntry } from '../../../shared/weights/weight-format.ts';

function readsOrRefuses(text: string): void {
  try {
    parseShardIndex(text);
  } catch (error) {
    expect(error).toBeInstanceOf(ShardIndexError);
    expect((error as Error).message.length).toBeLessThan(500);
  }
}

const hex = (digits: number) =>
  fc
    .array(fc.constantFrom(...'0123456789abcdef'), { minLength: digits, maxLength: digits })
    .map((letters) => letters.join(''));
const shard = fc.record({ bytes: fc.integer({ min: 1 }), sha256: hex(64), crc32c: hex(8) });
const vector = fc.record({ format: fc.constantFrom('f32', 'f16'), shape: fc.tuple(fc.integer({ min: 1 })) });
const matrix = fc.record(
  {
    format: fc.constantFrom('int8', 'int6'),
    shape: fc.tuple(fc.integer({ min: 33, max: 100 }), fc.constantFrom(64, 128)),
    parts: fc.integer({ min: 1, max: 5 }),
  },
  { requiredKeys: ['format', 'shape'] },
);
const logicalName = fc.oneof(fc.stringMatching(/^[a-z.]{1,8}$/), fc.constantFrom('__proto__', 'constructor', '7'));

/** Indexes as the converter could write them. */
const validIndex: fc.Arbitrary<ShardIndex> = fc
  .record({
    size: fc.integer({ min: 1 }),
    shards: fc.array(shard, { minLength: 1, maxLength: 3 }),
    tensors: fc.dictionary(logicalName, fc.oneof(vector, matrix) as fc.Arbitrary<TensorEntry>, {
      noNullPrototype: true,
      maxKeys: 5,
    }),
  })
  .filter(({ tensors }) => Object.keys(tensors).every((name) => !name.endsWith('.scale')))
  .map(({ size, shards, tensors }) => {
    const files = shards.map((_, number) => `model-${number}.safetensors`);
    const stored = Object.entries(tensors).flatMap(([name, entry]) => storedTensors(name, entry));
    return {
      metadata: { total_size: size, format_version: formatVersion },
      weight_map: Object.fromEntries(stored.map(({ name }, place) => [name, files[place % files.length]])),
      tensors,
      shards: Object.fromEntries(files.map((name, number) => [name, shards[number]])),
    } as ShardIndex;
  });

it('any index that the converter could write is read as it stands', () => {
  fc.assert(
    fc.property(validIndex, (index) => {
      expect(parseShardIndex(JSON.stringify(index))).toEqual(index);
    }),
  );
});

it('any text is refused by a ShardIndexError', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
      expect(() => parseShardIndex(text)).toThrow(ShardIndexError);
    }),
    { numRuns: 500 },
  );
});

/** Replaces one value somewhere in a tree, found by walking down along `path`. */
function replaced(tree: unknown, path: readonly number[], value: unknown): unknown {
  if (typeof tree !== 'object' || tree === null || path.length === 0) return value;
  const keys = Object.keys(tree);
  if (keys.length === 0) return value;
  const key = keys[path[0] % keys.length];
  const child = replaced((tree as Record<string, unknown>)[key], path.slice(1), value);
  if (Array.isArray(tree)) return tree.with(Number(key), child);
  return Object.fromEntries(keys.map((other) => [other, other === key ? child : Reflect.get(tree, other)]));
}

it('an index with any one value replaced is read or refused by a ShardIndexError of at most 500 letters', () => {
  const extreme = fc.constantFrom(-1, 0, 0.5, 2 ** 32, 2 ** 53 - 1, 2 ** 53, 1e300);
  const path = fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(validIndex, path, fc.oneof(extreme, fc.jsonValue()), (index, place, value) => {
      readsOrRefuses(JSON.stringify(replaced(index, place, value)));
    }),
    { numRuns: 1000 },
  );
});

it('a matrix of 10^15 rows in 10^14 parts is refused before its parts are spelled out', () => {
  const tensors = { w: { format: 'int8', shape: [1e15, 64], parts: 1e14 } };
  const metadata = { total_size: 1, format_version: formatVersion };
  const parse = () => parseShardIndex(JSON.stringify({ metadata, tensors, weight_map: {}, shards: {} }));
  expect(parse).toThrow(ShardIndexError);
  expect(parse).toThrow('expected the 100000000000000 parts of w in weight_map, found 0');
});

it('100,000 lists in each other are refused wherever they stand', () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  for (const text of [deep, `{"metadata":${deep}}`, `{"metadata":{"total_size":${deep}}}`]) {
    expect(() => parseShardIndex(text)).toThrow(ShardIndexError);
  }
});
