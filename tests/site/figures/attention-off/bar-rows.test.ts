import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { best } from '../../../../site/figures/attention-off/attention-off.ts';
import { barRows } from '../../../../site/figures/attention-off/bar-rows.ts';

/** Probabilities of eight words at each of the 13 settings; a word without a number is not among the best there. */
const words = fc
  .array(
    fc.array(fc.oneof(fc.constant(null), fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 13, maxLength: 13 }),
    {
      minLength: 8,
      maxLength: 8,
    },
  )
  .map((all) => all.map((probabilities, id) => ({ id, token: `word${id}`, probabilities })));
const setting = fc.double({ min: 0, max: 12, noNaN: true });

it('no two words stand in one row, wherever the dial is on its way', () => {
  fc.assert(
    fc.property(words, setting, (all, at) => {
      const rows = barRows({ words: all }, at).map(({ row }) => row);
      expect(rows).toEqual([...rows.keys()]);
      expect(rows.length).toBeLessThanOrEqual(best);
    }),
  );
});

it('where the dial rests every word is whole and has its own probability', () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 0, max: 12 }), (all, at) => {
      for (const { index, length, opacity } of barRows({ words: all }, at)) {
        expect(opacity).toBe(1);
        expect(length).toBe(all[index]!.probabilities[at]);
      }
    }),
  );
});
