import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { axisTicks } from '../../../../site/figures/scores/axis-ticks.ts';

it.each([
  [-1.2, 60.3, [0, 20, 40, 60]],
  [-3, 0, [-3, -2, -1, 0]],
  [0, 0.04, [0, 0.01, 0.02, 0.03, 0.04]],
  [0, 0, []],
])('%d..%d has %j', (low, high, ticks) => {
  expect(axisTicks(low, high).map((tick) => tick + 0)).toEqual(ticks);
});

it('has one to five ticks in any range that holds 0, all within it, 0 among them', () => {
  const size = fc.double({ min: 1e-3, max: 1e4, noNaN: true });
  fc.assert(
    fc.property(size, size, (down, up) => {
      const ticks = axisTicks(-down, up);
      expect(ticks.length).toBeGreaterThanOrEqual(1);
      expect(ticks.length).toBeLessThanOrEqual(5);
      expect(ticks.some((tick) => tick === 0)).toBe(true);
      for (const tick of ticks) expect(tick >= -down * (1 + 1e-6) && tick <= up * (1 + 1e-6)).toBe(true);
    }),
  );
});
