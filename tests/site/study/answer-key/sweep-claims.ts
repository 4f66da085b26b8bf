import { sweepHeads } from '../../../../site/figures/weight-and-effect/sweep-heads.ts';
import { correlationWithEffect } from '../../../../site/figures/weight-and-effect/weight-and-effect.ts';
import { presetFillMask, presetTensors } from '../../../../site/first-paint/preset-trace.ts';
import { layerCount } from '../../../../site/model/reader-place.ts';
import { firstPreset } from '../../../../site/reader/presets.ts';
import { type Claim, fact, number } from './claims.ts';

/** Of the chapter that takes away one head after the other. */
export async function claimsOfSweep(): Promise<Claim[]> {
  const { text, pair, token: blank } = firstPreset;
  const model = {
    trace: presetTensors,
    fillMask: async (...asked: Parameters<typeof presetFillMask>) => (await presetFillMask(...asked))[0]!.candidates,
  };
  const layers = Array.from({ length: layerCount }, (_, layer) => layer);
  const { heads } = await sweepHeads(model, { text, pair, blank }, layers);
  const looking = heads.filter(({ weight }) => weight > 0.9);
  const slight = looking.filter(({ effect }) => effect < Math.log(1.05));
  return [
    number('of weight and effect is 0.10', correlationWithEffect(heads, 'weight')!),
    number('which comes next, is 0.35', correlationWithEffect(heads, 'length')!),
    fact(
      'Most heads with nearly all their weight on other words can go, and the guess stays',
      slight.length > looking.length / 2,
      { looking: looking.length, slight: slight.length },
    ),
  ];
}
