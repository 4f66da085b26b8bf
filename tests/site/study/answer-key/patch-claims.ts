import { askPair } from '../../../../site/figures/causal-tracing/ask-patch.ts';
import { sharesOf } from '../../../../site/figures/causal-tracing/causal-tracing.ts';
import { presetModel } from '../../../../site/figures/causal-tracing/preset-model.ts';
import { sentencePairs } from '../../../../site/figures/causal-tracing/sentence-pairs.ts';
import { type Claim, fact } from './claims.ts';

/** Of the states that the layers chapter hands over from one sentence into the other. */
export async function claimsOfPatches(): Promise<Claim[]> {
  const { source, text } = sentencePairs[0]!;
  const view = await askPair(presetModel, { source, text });
  const { tokens, blank } = view;
  const [italy, france] = ([0, 1] as const).map((word) => sharesOf(view, word));
  /** By token, of a layer counted from 1. */
  const before = (shares: readonly number[], layer: number) =>
    shares.slice((layer - 1) * tokens.length, layer * tokens.length);
  const city = 1;
  const between = [2, 3, 4, 5];
  const layers = Array.from({ length: 12 }, (_, layer) => layer + 1);
  const { words } = view;
  return [
    fact(
      'It comes just as well when the copy is made before layer 11',
      words[1].token === 'france' && Math.abs(before(france!, 11)[city]! - 1) < 0.02,
      before(france!, 11),
    ),
    fact(
      'The words between carry next to nothing',
      layers.every((layer) => between.every((token) => Math.abs(before(france!, layer)[token]!) < 0.15)),
      france,
    ),
    fact(
      'The blank has nothing of it before layer 10',
      layers.filter((layer) => layer <= 10).every((layer) => before(france!, layer)[blank]! < 0.05),
      france,
    ),
    fact(
      'before layer 12 its own vector does nearly as much as that of *Paris*',
      Math.abs(before(france!, 12)[blank]! - before(france!, 12)[city]!) < 0.1 && before(france!, 12)[blank]! > 0.8,
      before(france!, 12),
    ),
    fact(
      'before layer 12 neither copy takes it half of the way',
      words[0].token === 'italy' && Math.max(...before(italy!, 12)) < 0.5,
      before(italy!, 12),
    ),
  ];
}
