import type { HabitExample, HabitMeasure } from '../../../shared/atlas/atlas.ts';
import { arcBetween } from './arcs.ts';
import { type ArcPicture, arcThickness } from './example-picture.ts';
import { scaleEnds } from './scale-ends.ts';
import { laySentence } from './sentence-picture.ts';

/**
 * Draws a sentence with [CLS] and [SEP]: the bar under each word is how much its own row does what the measure says, the
 * arc runs from the word that does most, or least, so to the one that gets most of its weight.
 */
export function habitPicture(words: readonly string[], example: HabitExample, measure: HabitMeasure): ArcPicture {
  const { word, to, weight, by_word: byWord } = example;
  const all = ['[CLS]', ...words, '[SEP]'];
  const full = measure === 'entropy_bits' ? scaleEnds.entropy : scaleEnds.share;
  const roleOf = (index: number) => {
    if (index === word) return 'from';
    if (index === to) return 'to';
    return index === 0 || index === all.length - 1 ? 'special' : undefined;
  };
  const shares = byWord.map((value) => inSteps(value / full));
  const { picture, placed, baselines } = laySentence(all, shares, [[word, to]], roleOf);
  return {
    ...picture,
    arc: { ...arcBetween(placed[word]!, placed[to]!, baselines), thickness: arcThickness(weight) },
    from: all[word]!,
    to: all[to]!,
    weight,
  };
}

/** Steps of the thickest bar, a pixel each. */
const steps = 7;

/** Many words differ by little, and each thickness is a path of its own: whole steps, and less than one as it is. */
const inSteps = (share: number) => Math.max(Math.min(share, 1 / steps), Math.round(share * steps) / steps);
