import { describe, expect, it } from 'vitest';
import { boundsOf, exampleOf, fieldsOf, operations, sharedPart, typeOf } from '../../../site/api-reference/openapi.ts';

const token = { $ref: '#/components/schemas/Token' };

describe('typeOf', () => {
  it.each([
    [{ type: 'integer' }, 'integer'],
    [{ type: ['string', 'null'] }, 'string or null'],
    [{ enum: ['f32', 'f16'] }, 'one of "f32", "f16"'],
    [{ enum: ['list'] }, '"list"'],
    [{ type: 'array', items: token }, 'array of Token'],
    [{ anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] }, 'string or array of string'],
    [{ type: 'string', format: 'binary' }, 'bytes'],
    [{ type: 'array', items: { type: 'number' } }, 'array of number'],
    [{ type: 'array', items: { type: 'array', items: { type: 'number' } } }, 'numbers nested 2 deep'],
  ])('names %j', (schema, name) => {
    expect(typeOf(schema)).toBe(name);
  });
});

describe('boundsOf', () => {
  it.each([
    [{ minimum: 0, maximum: 30_521 }, '0 to 30,521'],
    [{ minLength: 1 }, 'at least 1 character'],
    [{ minItems: 1, maxItems: 100, items: { minLength: 1 } }, '1 to 100 items; each at least 1 character'],
    [{ items: { items: { minimum: 0, maximum: 1 } } }, 'each 0 to 1'],
    [{ anyOf: [{ minLength: 1 }, { minItems: 1, maxItems: 2048 }] }, 'at least 1 character or 1 to 2,048 items'],
    [{ type: 'string' }, ''],
  ])('says the range of %j', (schema, words) => {
    expect(boundsOf(schema)).toBe(words);
  });
});

describe('fieldsOf', () => {
  it('reads objects, arrays of objects, maps and references', () => {
    expect(fieldsOf(token).map(({ name }) => name)).toEqual(['id', 'text', 'start', 'end', 'special', 'word', 'type']);
    expect(fieldsOf({ items: token })).toEqual(fieldsOf(token));
    expect(fieldsOf({ additionalProperties: token })).toEqual([{ name: '*', schema: token, required: false }]);
  });

  it('joins alternatives: a field that differs is either, one that some lack is not required', () => {
    const numbers = { type: 'array', items: { type: 'number' } };
    const one = { properties: { kind: { enum: ['a'] }, same: numbers }, required: ['kind', 'same'] };
    const other = {
      properties: { kind: { enum: ['b', 'c'] }, same: numbers, more: numbers },
      required: ['kind', 'same', 'more'],
    };
    expect(fieldsOf({ anyOf: [one, other] })).toMatchObject([
      { name: 'kind', schema: { enum: ['a', 'b', 'c'] }, required: true },
      { name: 'same', schema: numbers, required: true },
      { name: 'more', schema: numbers, required: false },
    ]);
  });

  it('refuses a reference that leads nowhere', () => {
    expect(() => fieldsOf({ $ref: '#/components/schemas/Nothing' })).toThrow('expected a schema of that name');
  });
});

describe('the reference', () => {
  it('shows shared parts once, and knows every operation by a name of its own', () => {
    expect(sharedPart({ items: token })).toBe('Token');
    expect(sharedPart({ type: 'object' })).toBeUndefined();
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(22);
  });

  it('cuts long examples', () => {
    expect(exampleOf({ examples: [Array(100).fill(1)] })).toMatch(/^.{89}…$/);
    expect(exampleOf({ examples: [[8]] })).toBe('[8]');
  });
});
