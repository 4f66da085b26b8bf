import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../shared/api/errors.ts';
import { json, negotiate, npy, safetensors } from '../../../shared/api/media-types.ts';

const served = [json, safetensors, npy] as const;

describe('negotiate', () => {
  it.each([
    [undefined, json],
    ['', json],
    ['*/*', json],
    ['application/*', json],
    [safetensors, safetensors],
    ['APPLICATION/X-NPY', npy],
    [`${json};q=0.5, ${npy}`, npy],
    [`${json};q=0.2, ${npy};q=0.3, */*;q=0.1`, npy],
    [`${safetensors}, */*`, safetensors],
    [`${json};q=0, */*`, safetensors],
    [`text/html, ${safetensors};q=0.9`, safetensors],
    [`${safetensors}; charset=binary; q=1`, safetensors],
  ])('answers Accept: %s with %s', (accept, expected) => {
    expect(negotiate(accept, served)).toBe(expected);
  });

  it.each(['text/html', 'image/*', '*/*;q=0', `${json};q=0`, `${json};q=nonsense`])(
    'refuses Accept: %s, listing what is served',
    (accept) => {
      const refused = expect(() => negotiate(accept, served));
      refused.toThrow(ApiError);
      refused.toThrow(`expected one of ${json}, ${safetensors}, ${npy}, found "${accept}"`);
    },
  );
});
