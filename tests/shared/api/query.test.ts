import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { attentionQuery, attentionRequest } from '../../../shared/api/attention/contract.ts';
import { optional } from '../../../shared/api/optional.ts';
import { queryFields } from '../../../shared/api/query.ts';

describe('a query string', () => {
  it.each<[query: object, body: object]>([
    [{ text: 'hi' }, { text: 'hi' }],
    [
      { text: 'hi', model: '' },
      { text: 'hi', model: null },
    ],
    [
      { text: 'hi', layers: '3,0', heads: ['1', '2,4'] },
      { text: 'hi', layers: [3, 0], heads: [1, 2, 4] },
    ],
    [{ text: 'hi', layers: '', heads: ',' }, { text: 'hi' }],
    [
      { text: 'hi', mask_tokens: ' 1 , 2 ' },
      { text: 'hi', mask_tokens: [1, 2] },
    ],
    [
      { text: 'hi', words: 'True', metrics: '1', truncate: '0' },
      { text: 'hi', words: true, metrics: true },
    ],
    [
      { text: 'hi', min_weight: '.05', top_k: '8' },
      { text: 'hi', min_weight: 0.05, top_k: 8 },
    ],
    [
      { text: 'hi', text_pair: '12', reduce: 'mean', dtype: 'f16' },
      { text: 'hi', text_pair: '12', reduce: 'mean', dtype: 'f16' },
    ],
  ])('%j asks what the body %j asks', (query, body) => {
    const { head_mask: _, ...asked } = attentionRequest.parse(body);
    expect(attentionQuery.parse(query)).toEqual(asked);
  });

  it.each<[field: string, value: unknown]>([
    ['text', ''],
    ['layers', '1,x'],
    ['layers', '-1'],
    ['layers', '12'.repeat(9)],
    ['heads', '1,1'],
    ['mask_tokens', '1.5'],
    ['words', 'maybe'],
    ['reduce', 'median'],
    ['min_weight', '.'],
    ['min_weight', '0'],
    ['head_mask', '1'],
  ])('refuses %s=%s', (field, value) => {
    const { error } = attentionQuery.safeParse({ text: 'hi', [field]: value });
    const [issue] = error?.issues ?? [];
    expect(issue.code === 'unrecognized_keys' ? issue.keys : issue.path.slice(0, 1)).toEqual([field]);
  });

  it('has no spelling for lists of lists, and says for which field', () => {
    const nested = optional(z.array(z.array(z.number())), { description: 'Numbers.', examples: [[[1]]] });
    expect(() => queryFields({ nested })).toThrow(/^nested: expected a text/);
  });
});
