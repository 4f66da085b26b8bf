import { expect, it } from 'vitest';
import { withPercentSigns } from '../../../site/prose/percent-signs.ts';

it('binds a percent sign to its number, and leaves what is no number', () => {
  expect(withPercentSigns('from 5 % to 65.1 %')).toBe('from 5\u00a0% to 65.1\u00a0%');
  expect(withPercentSigns('the % sign, 50%')).toBe('the % sign, 50%');
});
