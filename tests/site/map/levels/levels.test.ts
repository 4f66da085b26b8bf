import { describe, expect, it } from 'vitest';
import type { Token } from '../../../../shared/tokenizer/token.ts';
import { levelWords } from '../../../../site/map/level-words.ts';
import { picturesOf, picturesOfBytes } from '../../../../site/map/levels/head-pictures.ts';
import { pairVectors } from '../../../../site/map/levels/pair-vectors.ts';
import { levels } from '../../../../site/map/place.ts';

const tokens = [0, 1].map((id): Token => ({ id, text: `t${id}`, special: false, type: 0, word: id, start: 0, end: 0 }));
/** Each head looks at one token only: the even ones at the first, the odd ones at the second. */
const weights = Float32Array.from({ length: 12 * 4 }, (_, index) => (index % 2 === Math.floor(index / 4) % 2 ? 1 : 0));
const upTo12 = Array.from({ length: 12 }, (_, index) => index);

describe('the pictures of a layer’s heads', () => {
  const trace = { model: 'm', tokens, layers: [3], heads: upTo12, attentions: weights };

  it('show each head’s weights, and where the token looks most', () => {
    const pictures = picturesOf(trace, 3, 1)!;
    expect(pictures.map(({ key }) => key)).toEqual(upTo12.map((head) => head % 2));
    expect([...pictures[1]!.cells]).toEqual([0, 255, 0, 255]);
    expect(pictures[0]!.weight).toBe(1);
  });

  it('are the same from bytes, and are not there for a layer or heads that a trace does not hold', () => {
    expect(
      picturesOfBytes(
        Uint8Array.from(weights, (weight) => weight * 255),
        2,
        1,
      ),
    ).toEqual(picturesOf(trace, 3, 1));
    expect(picturesOf(trace, 4, 1)).toBeUndefined();
    expect(picturesOf({ ...trace, heads: [1], attentions: weights.subarray(0, 4) }, 3, 1)).toBeUndefined();
  });
});

describe('the pair', () => {
  const data = Float32Array.from({ length: 12 * 2 * 64 }, (_, index) => index);
  const trace = { tokens, tensors: { 'query.3': { shape: [12, 2, 64], data }, 'key.3': { shape: [12, 2, 64], data } } };

  it('is one head’s query and key by their names', () => {
    const pair = pairVectors(trace, { layer: 3, head: 2, token: 1, key: 0 })!;
    expect([pair.queryName, pair.keyName]).toEqual(['query.3[2][1]', 'key.3[2][0]']);
    expect([pair.query[0], pair.key[63]]).toEqual([5 * 64, 4 * 64 + 63]);
  });

  it('is not there where the answer is another layer’s, or has not the token', () => {
    expect(pairVectors(trace, { layer: 4, head: 2, token: 1, key: 0 })).toBeUndefined();
    expect(pairVectors(trace, { layer: 3, head: 2, token: 2, key: 0 })).toBeUndefined();
  });
});

it('every level names its place, its way in and its chapter', () => {
  const spot = { tokens, layer: 8, head: 10, token: 1, key: 0 };
  expect(levels.map((level) => levelWords[level].name(spot))).toEqual([
    'The model',
    'Layer 9',
    'Head 11',
    '“t1”',
    'to “t0”',
    '64 products',
  ]);
  expect(new Set(levels.map((level) => levelWords[level].chapter.id)).size).toBe(levels.length);
});
