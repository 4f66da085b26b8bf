import { fillMaskRequest } from '../../../../shared/api/fill-mask/contract.ts';
import { presetFillMask, presetTensors } from '../../../../site/first-paint/preset-trace.ts';
import { upTo } from '../../../../site/model/attention-file.ts';
import { type HeldIntervention, heldAsIs, heldInterventions } from '../../../../site/model/held-interventions.ts';
import { headCount, layerCount } from '../../../../site/model/reader-place.ts';
import { traceRow } from '../../../../site/model/trace.ts';
import { firstPreset } from '../../../../site/reader/presets.ts';
import { type Claim, fact } from './claims.ts';

/** Of the chapter that takes the largest weight of the blank's row away, in one head after the other. */
export async function claimsOfHeldWeights(): Promise<Claim[]> {
  const { text, pair, token: from } = firstPreset;
  const maskTokens = [from];
  const guesses = async (interventions: HeldIntervention[]) => {
    const { interventions: changes } = fillMaskRequest.parse({ text, interventions });
    const [mask] = await presetFillMask({ text, pair }, 50, {
      maskTokens,
      positions: [from],
      change: { interventions: changes },
    });
    return mask!.candidates;
  };
  const names = upTo(layerCount).map((layer) => `attentions.${layer}`);
  const whole = await presetTensors({ text, pair }, names, { maskTokens });
  const [best] = await guesses(heldAsIs({ layer: 0, heads: [0], from }));
  const moved: string[] = [];
  for (const layer of upTo(layerCount)) {
    for (const head of upTo(headCount)) {
      const row = Array.from(traceRow(whole, names[layer]!, head, from));
      const to = row.indexOf(Math.max(...row));
      const after = await guesses(heldInterventions({ layer, heads: [head], from }, [{ to, share: 0 }]));
      const probability = after.find(({ id }) => id === best!.id)?.probability ?? 0;
      if (Math.abs(probability - best!.probability) >= 0.1) moved.push(`${layer + 1}.${head + 1}`);
    }
  }
  return [fact('in one of the 144 the guess moves by a tenth or more', String(moved) === '12.4', moved)];
}
