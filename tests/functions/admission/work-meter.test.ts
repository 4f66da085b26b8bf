import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unitsOf, WorkMeter } from '../../../functions/admission/work-meter.ts';

describe('WorkMeter', () => {
  it('gives in all the whole units of each network, none lost and none twice, whoever comes between', () => {
    const work = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 0, max: 64 })), { maxLength: 60 });
    fc.assert(
      fc.property(work, (works) => {
        const meter = new WorkMeter();
        const [done, counted] = [new Map<string, number>(), new Map<string, number>()];
        for (const [network, sixteenths] of works) {
          done.set(network, (done.get(network) ?? 0) + sixteenths);
          counted.set(network, (counted.get(network) ?? 0) + meter.add(network, sixteenths / 16));
        }
        for (const [network, sixteenths] of done) expect(counted.get(network)).toBe(Math.floor(sixteenths / 16));
      }),
    );
  });

  it('forgets the network that has been silent for longest, and no other, so that it holds a bounded number', () => {
    const meter = new WorkMeter();
    for (let network = 0; network <= 4096; network++) meter.add(String(network), 0.5);
    expect([meter.add('0', 0.5), meter.add('4096', 0.5)]).toEqual([0, 1]);
  });
});

describe('unitsOf', () => {
  it.each([
    ['128 tokens through BERT-base', 768, 128, 12, 1],
    ['512 tokens in its first layer', 768, 512, 1, 1 / 3],
    ['1,024 tokens through MiniLM', 384, 1024, 6, 1],
  ])('of %s', (_, hiddenSize, tokens, layers, units) => {
    expect(unitsOf({ hiddenSize }, tokens, layers)).toBeCloseTo(units, 12);
  });
});
