import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repeatedKey } from '../../../shared/tensors/repeated-key.ts';

describe('repeatedKey', () => {
  it.each([
    ['{"a":1,"b":2,"a":3}', 'a'],
    ['{"x":{"a":1,"a" : 1}}', 'a'],
    ['[{"a":[]},{"b":{},"\\u0062":0}]', 'b'],
    ['{"a":"a","b":["a","a"]}', undefined],
    ['{"a":{"a":{"a":1}}}', undefined],
    ['{"a":"}\\",\\"a\\":{","b":1}', undefined],
    ['"a"', undefined],
  ])('of %s is %s', (json, expected) => {
    expect(repeatedKey(json)).toBe(expected);
  });

  it('finds none in what JSON.stringify writes, and the one that is added', () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1, noNullPrototype: true });
    fc.assert(
      fc.property(object, fc.boolean(), (value, pretty) => {
        const json = JSON.stringify(value, null, pretty ? 2 : 0);
        expect(repeatedKey(json)).toBeUndefined();
        const [first] = Object.keys(JSON.parse(json));
        expect(repeatedKey(`${json.slice(0, -1)},${JSON.stringify(first)}:0}`)).toBe(first);
      }),
    );
  });
});
