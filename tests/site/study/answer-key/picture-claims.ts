import { keyArrows } from '../../../../site/figures/key-shadows/shadows.ts';
import { scoresFigure } from '../../../../site/figures/scores/pair-products.ts';
import { unitFieldNames, unitFieldView } from '../../../../site/figures/unit-field/unit-field.ts';
import { pairSplit } from '../../../../site/figures/why-it-looks-there/pair-split.ts';
import { largestPieces } from '../../../../site/figures/why-it-looks-there/pieces.ts';
import { sourceKinds } from '../../../../site/figures/why-it-looks-there/source-kinds.ts';
import { presetScoreAttribution, presetTensors } from '../../../../site/first-paint/preset-trace.ts';
import { traceRow } from '../../../../site/model/trace.ts';
import { firstPreset } from '../../../../site/reader/presets.ts';
import { type Claim, fact } from './claims.ts';

const [cat, sat] = [2, 3] as const;

/** Of the keys of the first sentence beside the query of *it*. */
export async function claimsOfShadows(): Promise<Claim[]> {
  const trace = await presetTensors(firstPreset, scoresFigure.names(firstPreset));
  const tips = keyArrows(scoresFigure.view(trace, firstPreset)).map(({ along, across }) => ({
    along,
    cosine: along / Math.hypot(along, across),
  }));
  return [
    fact(
      'it stands less far off than all others',
      tips.every((tip, key) => key === cat || (tip.cosine < tips[cat]!.cosine && tip.along < tips[cat]!.along)),
      tips,
    ),
    fact('The shadow of *sat* is more than half as long', tips[sat]!.along > 0.5 * tips[cat]!.along, tips),
  ];
}

/** Of what the score of *it* for *cat* is made of. */
export async function claimsOfSplit(): Promise<Claim[]> {
  const { layer, head, token } = firstPreset;
  const place = { layer, head, from: token, to: cat };
  const { whole } = pairSplit(firstPreset, place, await presetScoreAttribution(firstPreset, place));
  const [largest] = largestPieces(whole.table, 1).named;
  const words = whole.table[sourceKinds.indexOf('word')]![sourceKinds.indexOf('word')]!.value;
  return [
    fact(
      'the word *it* and the word *cat* themselves have next to no part in it',
      Math.abs(words) < 0.01 * whole.total,
      words,
    ),
    fact(
      'more of the score is in this meeting than in any other',
      sourceKinds[largest!.query] === 'feed_forward' && sourceKinds[largest!.key] === 'head',
      largest,
    ),
  ];
}

/** Of what the units of layer 9 answer to *it*. */
export async function claimsOfUnits(): Promise<Claim[]> {
  const { layer, token } = firstPreset;
  const trace = await presetTensors(firstPreset, unitFieldNames(firstPreset));
  const view = unitFieldView(trace, firstPreset, 1216);
  const hundred = view.shares.find(({ count }) => count === 100)!.share;
  const answers = Array.from(traceRow(trace, `intermediate.${layer}`, token));
  const squares = (some: readonly number[]) => some.reduce((total, one) => total + one ** 2, 0);
  const dip = squares(answers.filter((one) => one < 0)) / squares(answers);
  return [
    fact('the strongest hundred of them make more than three quarters of the whole', hundred > 0.75, hundred),
    fact('all that lies below 0 still makes about a fifth of the whole', Math.abs(dip - 0.2) < 0.025, dip),
    fact(
      'unit 1216 answers *it* with',
      view.strongest[0]!.unit === 1216 && view.answers.every((one, at) => (at === token) === one > 0),
      view.answers,
    ),
  ];
}
