import type { Direction, Example } from '../../../shared/atlas/atlas.ts';
import { type ArcPath, arcBetween, round } from './arcs.ts';
import { laySentence, type SentencePicture } from './sentence-picture.ts';

/** A sentence with one arc. Pixels; the arc runs in the direction of the attention. */
export interface ArcPicture extends SentencePicture {
  readonly arc: ArcPath & { readonly thickness: number };
  /** A second, dashed arc. */
  readonly missed?: string | undefined;
  /** The words at its ends. */
  readonly from: string;
  readonly to: string;
  /** 0..1 */
  readonly weight: number;
}

/** One guess of a head, drawn on its sentence: the dashed arc is from the dependent to the treebank's head, where the guess is wrong. */
export interface ExamplePicture extends ArcPicture {
  readonly partner: string;
}

const thickestArc = 9;
const thinnestArc = 1.5;

/** Pixels of an arc's stroke for a weight, 0..1. */
export const arcThickness = (weight: number): number => round(Math.max(thinnestArc, weight * thickestArc));

/** Draws a guess: bars are the weights between the dependent and the other words. */
export function examplePicture(words: readonly string[], example: Example, direction: Direction): ExamplePicture {
  const { word, guess, partner, weights } = example;
  const [from, to] = direction === 'dependent-to-head' ? [word, guess] : [guess, word];
  const isWrong = guess !== partner;
  const arcs = [[from, to] as const, ...(isWrong ? [[word, partner] as const] : [])];
  const roleOf = (index: number) =>
    index === from ? 'from' : index === to ? 'to' : index === partner ? 'partner' : undefined;
  const { picture, placed, baselines } = laySentence(words, weights, arcs, roleOf);
  const between = (a: number, b: number, lifted = 0) => arcBetween(placed[a]!, placed[b]!, baselines, lifted);
  return {
    ...picture,
    arc: { ...between(from, to), thickness: arcThickness(weights[guess]!) },
    missed: isWrong ? between(word, partner, 5).path : undefined,
    from: words[from]!,
    to: words[to]!,
    partner: words[partner]!,
    weight: weights[guess]!,
  };
}
