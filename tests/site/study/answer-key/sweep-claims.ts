import { chanceCorrelation, correlationWithEffect } from '../../../../site/figures/weight-and-effect/head-orders.ts';
import { presetSweep } from '../../../../site/figures/weight-and-effect/preset-sweep.ts';
import { sweepHeads } from '../../../../site/figures/weight-and-effect/sweep-heads.ts';
import { firstPreset } from '../../../../site/reader/presets.ts';
import { type Claim, fact, number } from './claims.ts';

/** Of the chapter that takes away one head after the other. */
export async function claimsOfSweep(): Promise<Claim[]> {
  const { text, pair, token: blank } = firstPreset;
  const { heads } = await sweepHeads(presetSweep, { text, pair, blank });
  const looking = heads.filter(({ weight }) => weight > 0.9);
  const slight = looking.filter((one) => Math.abs(one.change) < Math.log(1.05));
  return [
    number('of weight and effect is 0.06', correlationWithEffect(heads, 'weight')!),
    fact(
      'no more than two unrelated orders have by chance',
      Math.abs(correlationWithEffect(heads, 'weight')!) < chanceCorrelation(heads.length),
      { chance: chanceCorrelation(heads.length) },
    ),
    number('such pairs stay within 0.16', chanceCorrelation(heads.length)),
    number('which comes next, is 0.35', correlationWithEffect(heads, 'length')!),
    fact(
      'Most heads with nearly all their weight on other words can go, and the guess stays',
      slight.length > looking.length / 2,
      { looking: looking.length, slight: slight.length },
    ),
  ];
}
