import { describe, expect, it } from 'vitest';
import { expectTensorFits } from '../../../../shared/api/checks/tensor-limits.ts';
import type { ApiError } from '../../../../shared/api/errors.ts';
import { dtypes } from '../../../../shared/api/fields/tensor-fields.ts';
import { json, type MediaType, safetensors } from '../../../../shared/api/media-types.ts';

/** Attention of 12 layers and 12 heads over n tokens, f32. */
function refusal(n: number, mediaType: MediaType): ApiError | undefined {
  try {
    const factors = [
      { field: 'layers', count: 12 },
      { field: 'heads', count: 12 },
    ];
    expectTensorFits({ elements: 144 * n * n, dtype: 'f32', mediaType, dtypesAllowed: dtypes }, factors);
  } catch (error) {
    return error as ApiError;
  }
}

describe('the size of an answer', () => {
  it('has room for 144 heads over 98 tokens, but not as JSON', () => {
    expect(refusal(98, safetensors)).toBeUndefined();
    expect(refusal(98, json)).toMatchObject({ status: 413, code: 'tensor_too_large', param: 'layers' });
  });

  it('is refused naming the limit, the value and every change that would fit', () => {
    expect(refusal(132, safetensors)?.message).toBe(
      'layers: expected at most 8.0 MiB (8,388,608 bytes) of tensor a response, found 9.6 MiB (10,036,224 bytes). ' +
        'Any of these would fit: at most 10 layers instead of 12; at most 10 heads instead of 12; "dtype": "f16"; "dtype": "u8".',
    );
  });

  it('is refused naming how many of several tensors would fit, from the first on', () => {
    const refused = (elements: number[]) => () => {
      const size = {
        elements: elements.reduce((sum, count) => sum + count, 0),
        dtype: 'f32',
        mediaType: safetensors,
      } as const;
      expectTensorFits({ ...size, dtypesAllowed: [] }, [{ field: 'tensors', count: elements.length, elements }]);
    };
    const mebi = 2 ** 18;
    expect(refused([mebi, mebi, 6 * mebi, mebi])).toThrow('Any of these would fit: the first 3 tensors instead of 4.');
    expect(refused([mebi, 8 * mebi])).toThrow('the first 1 tensors instead of 2.');
    expect(refused([9 * mebi, mebi])).toThrow('Send a shorter text, or ask for less of it.');
  });

  it('reserves what stands beside its tensors too, which does not count against it', () => {
    const size = { elements: 2 ** 21, dtype: 'f32', mediaType: safetensors, dtypesAllowed: dtypes } as const;
    expect(expectTensorFits({ ...size, besides: 1000 }, [])).toBe(2 ** 23 + 1000);
  });

  it('as JSON may fit as safetensors', () => {
    expect(refusal(70, json)?.message).toContain(`Any of these would fit: Accept: ${safetensors}; at most`);
    expect(refusal(132, json)?.message).not.toContain(safetensors);
  });

  it('that no single change can bring down is refused with two that do', () => {
    expect(refusal(502, json)?.message).toContain('would fit: 1 of 12 layers with at most 2 of 12 heads.');
  });

  it('that nothing but a shorter text can bring down says so', () => {
    const size = { elements: 2 ** 30, dtype: 'f32', mediaType: safetensors, dtypesAllowed: dtypes } as const;
    expect(() => expectTensorFits(size, [{ field: 'layers', count: 1 }])).toThrow(
      'Send a shorter text, or ask for less of it.',
    );
  });
});
