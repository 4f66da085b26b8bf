import { percentDigits } from '../../../figures/marks/number/number-format.ts';
import { plainWords, prose } from '../../../figures/marks/prose/prose.ts';
import { traceRow } from '../../../model/trace.ts';
import { shuffled } from '../../random.ts';
import { type KnownHead, type PointingHabit, pointingHabits } from '../known-heads.ts';
import { optionCount } from '../options.ts';
import type { Asked, Option, QuestionKind } from '../question.ts';
import { firstMade, hasLead, nameOf, ranked, type Sentence, wordTokens } from '../sentence.ts';

const words: Readonly<Record<PointingHabit, string>> = {
  next: 'the token that comes next',
  previous: 'the token before',
  self: 'the token itself',
  cls: '[CLS]',
  sep: '[SEP]',
};

/** "Over 1,000 sentences layer 3, head 10 gives 92 % of its weight to the token that comes next. Which gets most from *cat*?" */
export const headHabit: QuestionKind = {
  name: 'head-habit',
  concept: 'heads',
  card: 'heads-differ',
  tensors: (layer) => [`attentions.${layer}`],
  ask: (sentence, layer, random) => {
    const heads = (sentence.heads ?? []).filter((one) => one.layer === layer && one.habits.length > 0);
    const places = shuffled(heads, random).flatMap((head) =>
      shuffled(wordTokens(sentence.trace), random).map((token) => ({ head, token })),
    );
    return firstMade(places, ({ head, token }) => askOf(sentence, head, token, random));
  },
};

function askOf(sentence: Sentence, known: KnownHead, token: number, random: () => number): Asked | undefined {
  const { layer, head, sentences } = known;
  const habit = known.habits[0]!;
  const row = traceRow(sentence.trace, `attentions.${layer}`, head, token);
  const best = ranked(row);
  const wanted = targetOf(sentence, habit.measure, token);
  // Where the head leaves its habit the answer could not be reasoned.
  if (!hasLead(best) || best[0]!.index !== wanted) return undefined;
  const others = pointingHabits.filter((measure) => measure !== habit.measure);
  const wrong = [...new Set(shuffled(others, random).map((measure) => targetOf(sentence, measure, token)))];
  const indices = [wanted, ...wrong.filter((index) => index !== undefined && index !== wanted)].slice(0, optionCount);
  if (indices.length < optionCount) return undefined;
  const options = indices.map((index): Option => {
    const measured = [{ value: row[index!]!, tensor: `attentions.${layer}[${head}][${token}][${index}]` }];
    return { label: prose`${nameOf(sentence, index!)}`, measured };
  });
  const name = nameOf(sentence, token);
  return {
    chapter: 'heads',
    place: { layer, head, token },
    prompt: prose`Over ${sentences} sentences, layer ${layer + 1}, head ${head + 1} gave ${plainWords(percentDigits(habit.mean))} of its weight to ${plainWords(words[habit.measure])}. Which of these gets most of the weight of ${name} here?`,
    from: prose`A habit that was measured over many sentences is likely here too. [CLS] stands at the beginning, [SEP] at the end.`,
    options,
    explanation: prose`${nameOf(sentence, wanted)} gets ${options[0]!.measured[0]!}: here, too, the head does what it mostly does. Nobody told it to.`,
  };
}

/** The token to which a habit points; undefined where there is none. */
function targetOf({ trace: { tokens } }: Sentence, measure: PointingHabit, token: number): number | undefined {
  if (measure === 'cls') return 0;
  if (measure === 'sep') return tokens.length - 1;
  return { self: token, next: token + 1, previous: token - 1 }[measure];
}
