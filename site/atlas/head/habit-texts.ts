import type { HabitMeasure } from '../../../shared/atlas/atlas.ts';
import { habitRules } from '../../../shared/atlas/head-words.ts';
import { cellDigits, shareDigits } from '../../figures/marks/number/number-format.ts';

/** What the bars under words are, and the titles of the two kinds of sentences. */
interface HabitTexts {
  readonly bars: string;
  readonly most: string;
  readonly least: string;
}

function textsOf(target: string): HabitTexts {
  return {
    bars: `how much of its own weight goes to ${target}`,
    most: `Most of it goes to ${target}`,
    least: `Least of it goes to ${target}`,
  };
}

export const habitTexts: Readonly<Record<HabitMeasure, HabitTexts>> = {
  previous: textsOf('the token before it'),
  next: textsOf('the token after it'),
  self: textsOf('itself'),
  cls: textsOf('[CLS]'),
  sep: textsOf('[SEP]'),
  punctuation: textsOf('punctuation'),
  entropy_bits: {
    bars: 'the entropy of its weights, the thickest 5 bits',
    most: 'Most widely spread',
    least: 'Least spread',
  },
};

/** What stands above the examples: what leads to the habit's words, these, and the numbers after them. */
interface HabitClaim {
  readonly lead: string;
  readonly words: string;
  readonly numbers: string;
}

/** @param isNamed whether the rule names the head for it; else it is the habit that comes nearest to its rule */
export function habitClaim(measure: HabitMeasure, mean: number, isNamed: boolean): HabitClaim {
  const { words, least } = habitRules.find((rule) => rule.measure === measure)!;
  const isBits = measure === 'entropy_bits';
  const number = isBits ? `${cellDigits(mean)} bits of entropy` : `${shareDigits(mean)} of its weight`;
  if (isNamed) {
    return {
      lead: 'No relation passes the rules; its habit does:',
      words,
      numbers: `${number}, mean over all tokens.`,
    };
  }
  const lead = 'No relation passes the rules, and no habit. The one that comes nearest:';
  const [exact, rule] = [withoutZero(mean), withoutZero(least)];
  const [value, unit] = isBits ? [`${exact} bits of entropy`, ' bits'] : [`${exact} of its weight`, ''];
  return { lead, words, numbers: `${value}, mean over all tokens, where the rule asks for ${rule}${unit}.` };
}

/** As many digits as were kept: some stand just below the rule. */
const withoutZero = (value: number) => String(value).replace(/^0/, '');

/** The mean of a sentence: `.93`, `4.1 bits`. */
export function sentenceNumber(measure: HabitMeasure, mean: number): string {
  return measure === 'entropy_bits' ? `${cellDigits(mean)} bits` : shareDigits(mean);
}
