import { describe, it } from 'vitest';
import { meanPooling } from '../../../shared/bert/mean-pooling.ts';
import { expectClose } from '../../expect-close.ts';
import { scattered } from './tiny-bert.ts';

describe('meanPooling', () => {
  it('points where the mean of the tokens points, within 1e-7', () => {
    expectClose(meanPooling({ shape: [2, 2], data: Float32Array.of(1, 8, 5, 0) }), [0.6, 0.8], 1e-7);
  });

  it('has length 1 within 1e-6', () => {
    expectClose([Math.hypot(...meanPooling(scattered(5, 16)))], [1], 1e-6);
  });
});
