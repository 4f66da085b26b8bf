import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillMaskRequest } from '../../../shared/api/fill-mask/contract.ts';
import { changeBy, expectInterventions } from '../../../shared/bert/interventions.ts';
import { bertBaseSizes } from '../../../site/model/bert-base.ts';
import {
  type Held,
  type HeldIntervention,
  heldAsIs,
  heldInterventions,
  heldRow,
} from '../../../site/model/held-interventions.ts';

const seqLen = 5;
const config = { ...bertBaseSizes, headSize: 64 } as never;
const place = { layer: 8, heads: [10], from: 3 };

/** What the specification of the interventions makes of a head's row. */
function specified(weights: readonly number[], interventions: readonly HeldIntervention[], head = 10): number[] {
  const list = interventions.map(({ at, heads, from, to, renormalize, ...operation }) => ({
    at,
    select: { heads, from, ...(to && { to }) },
    do: operation as { set: number },
    ...(renormalize && { renormalize }),
  }));
  expectInterventions(config, list, weights.length);
  const data = new Float32Array(weights.length ** 2).fill(1 / weights.length);
  data.set(weights, 3 * weights.length);
  const { data: changed } = changeBy(config, list)(
    'attentions.8',
    { shape: [weights.length, weights.length], data },
    head,
  );
  const isOther = (at: number) => Math.floor(at / weights.length) !== 3;
  expect([...changed].filter((_, at) => isOther(at))).toEqual([...data].filter((_, at) => isOther(at)));
  return [...changed.subarray(3 * weights.length, 4 * weights.length)];
}

const weights = fc
  .array(fc.double({ min: 1e-6, max: 1, noNaN: true }), { minLength: seqLen, maxLength: seqLen })
  .map((some) => some.map((one) => Math.fround(one / some.reduce((a, b) => a + b))));
const hundredth = fc.integer({ min: 0, max: 100 }).map((share) => share / 100);
const two = fc
  .tuple(hundredth, hundredth)
  .map(([a, b]) => (a + b > 1 ? [1 - a, 1 - b] : [a, b]))
  .map(([a, b]) => [
    { to: 1, share: a! },
    { to: 4, share: b! },
  ]);

const close = (found: readonly number[], expected: readonly number[]) => {
  for (const [at, value] of found.entries()) expect(Math.abs(value - expected[at]!)).toBeLessThan(1e-6);
};

describe('a weight that is held', () => {
  it('stands at its share to 1e-6, and the others keep their proportions in what is left', () => {
    fc.assert(
      fc.property(weights, fc.integer({ min: 0, max: seqLen - 1 }), hundredth, (row, to, share) => {
        const found = specified(row, heldInterventions(place, [{ to, share }]));
        expect(Math.abs(found[to]! - share)).toBeLessThan(1e-6);
        const others = row.reduce((sum, weight, at) => (at === to ? sum : sum + weight), 0);
        close(
          found,
          row.map((weight, at) => (at === to ? share : (weight / others) * (1 - share))),
        );
      }),
    );
  });

  it('is in the page what the interventions say, to 1e-6, one or two of a row', () => {
    const one = fc.record({ to: fc.integer({ min: 0, max: seqLen - 1 }), share: hundredth }).map((held) => [held]);
    fc.assert(
      fc.property(weights, fc.oneof(one, two), (row, held: Held[]) => {
        const found = specified(row, heldInterventions(place, held));
        close(found, heldRow(row, held));
        expect(Math.abs(found.reduce((a, b) => a + b) - 1)).toBeLessThan(1e-6);
      }),
    );
  });

  it('is not what set with renormalize alone would give: .9 beside others of .5 would be .64', () => {
    const row = [0.1, 0.2, 0.5, 0.2, 0];
    const naive = [{ at: 'attentions.8', heads: [10], from: [3], to: [2], set: 0.9, renormalize: true }] as const;
    expect(
      specified(
        row,
        naive.map((each) => ({ ...each, heads: [10], from: [3], to: [2] })),
      )[2],
    ).toBeCloseTo(0.9 / 1.4, 6);
    expect(specified(row, heldInterventions(place, [{ to: 2, share: 0.9 }]))[2]).toBeCloseTo(0.9, 6);
  });

  it('of a row in which the others have nothing keeps all, as rows sum to 1; taken away, nothing is left', () => {
    const row = [0, 0, 1, 0, 0];
    for (const share of [0, 0.4, 1]) {
      const held = [{ to: 2, share }];
      close(specified(row, heldInterventions(place, held)), heldRow(row, held));
    }
    expect(heldRow(row, [{ to: 2, share: 0.4 }])).toEqual(row);
    expect(heldRow(row, [{ to: 2, share: 0 }])).toEqual([0, 0, 0, 0, 0]);
  });

  it('is held in every head that is named, and in no other', () => {
    const row = [0.1, 0.2, 0.5, 0.2, 0];
    const all = heldInterventions({ ...place, heads: [9, 10] }, [
      { to: 0, share: 0.5 },
      { to: 2, share: 0.25 },
    ]);
    close(specified(row, all, 9), [0.5, 0.125, 0.25, 0.125, 0]);
    close(specified(row, all, 10), [0.5, 0.125, 0.25, 0.125, 0]);
    expect(specified(row, all, 3)).toEqual(row.map(Math.fround));
  });

  it('may be none: then nothing is asked; as it is, it keeps every bit', () => {
    const row = [0.1, 0.2, 0.5, 0.2, 0].map(Math.fround);
    expect(heldInterventions(place, [])).toEqual([]);
    expect(heldRow(row, [])).toEqual(row);
    expect(specified(row, heldAsIs(place))).toEqual(row);
  });

  it('is refused where the row has not so much', () => {
    const held = [
      { to: 0, share: 0.6 },
      { to: 1, share: 0.5 },
    ];
    expect(() => heldInterventions(place, held)).toThrow(
      'expected shares of one row, which sum to 1 at most, found 1.1',
    );
    expect(() => heldRow([0.5, 0.5], held)).toThrow('found 1.1');
  });

  it('is a change that the contract takes', () => {
    for (const held of [
      [],
      [{ to: 0, share: 0 }],
      [{ to: 0, share: 1 }],
      [
        { to: 0, share: 0.1 },
        { to: 1, share: 0.2 },
      ],
    ]) {
      const interventions = [...heldInterventions(place, held), ...heldAsIs(place)];
      expect(fillMaskRequest.safeParse({ text: 'a [MASK]', interventions }).error).toBeUndefined();
    }
  });
});
