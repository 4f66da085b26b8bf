import { expect, it } from 'vitest';
import { signedDomain, signedPaths } from '../../../../../site/figures/marks/scale/signed-cells.ts';

it('draws each cell once, in the ink of its sign, and none for zero', () => {
  const paths = signedPaths([1, 0, -1, 1], 2, 1);
  expect(paths).toEqual([
    { sign: 'positive', opacity: 1, path: 'M0 0h1v1h-1zM1 1h1v1h-1z' },
    { sign: 'negative', opacity: 1, path: 'M0 1h1v1h-1z' },
  ]);
});

it('clips what is beyond the domain', () => {
  expect(signedPaths([9], 1, 3)[0]!.opacity).toBe(1);
});

it('takes a domain that one outlier in a thousand does not stretch', () => {
  expect(signedDomain([...Array<number>(999).fill(-2), 500])).toBe(2);
});
