import { type Measured, plainWords, prose } from '../../../figures/marks/prose/prose.ts';
import { below, shuffled } from '../../random.ts';
import type { Guess } from '../changes/changed-guess.ts';
import { optionCount } from '../options.ts';
import type { Asked, Option, QuestionKind } from '../question.ts';
import { hasLead, type Sentence } from '../sentence.ts';
import { guessSaid, wholeGuess } from '../whole-guess.ts';

type Changed = NonNullable<Guess['changes']>[number];

/** With less than this share of its probability a word has vanished; with more than the other it has stayed. */
const vanished = 0.1;
const stayed = 0.6;

/** "Which of these changes makes *capital* vanish?", or the one that leaves it. Measured on the reader's sentence. */
export const changeThatMatters: QuestionKind = {
  name: 'change-that-matters',
  concept: 'layers',
  card: 'layers-halves',
  needs: 'changes',
  tensors: () => ['hidden_states.0'],
  ask: (sentence, _layer, random) => {
    const { guess } = sentence;
    if (!guess?.changes || !hasLead(sentence.blank!.candidates.map(valued))) return undefined;
    const isGone = ({ probability }: Changed) => probability < vanished * guess.word.probability;
    const isThere = ({ probability }: Changed) => probability > stayed * guess.word.probability;
    const gone = shuffled(guess.changes.filter(isGone), random);
    const there = shuffled(guess.changes.filter(isThere), random);
    const asksGone = gone.length >= 3 && there.length >= 3 ? below(2, random) === 0 : there.length >= 3;
    const [right, wrong] = asksGone ? [gone[0], there] : [there[0], gone];
    if (!right || wrong.length < optionCount - 1) return undefined;
    return askOf(sentence, guess, [right, ...wrong.slice(0, optionCount - 1)], asksGone);
  },
};

const valued = ({ probability }: { readonly probability: number }, index: number) => ({ index, value: probability });

function askOf(sentence: Sentence, guess: Guess, offered: readonly Changed[], asksGone: boolean): Asked {
  const { token, word } = guess;
  const measured = ({ probability, request }: Pick<Changed, 'probability' | 'request'>): Measured => ({
    value: probability,
    tensor: `softmax(logits)[0][${word.id}]`,
    request,
  });
  const options = offered.map((one, index): Option => {
    return { label: prose`${plainWords(one.words)}`, measured: [measured(one)], ...(index > 0 && { why: one.leaves }) };
  });
  const before = wholeGuess(sentence, token, word);
  const what = plainWords(asksGone ? 'makes it vanish (under a tenth of that)' : 'leaves it there (most of that)');
  return {
    chapter: 'layers',
    place: { layer: 0, head: 0, token },
    prompt: prose`${guessSaid(sentence, guess)} Which of these changes ${what}?`,
    from: prose`What can still reach the blank then? A layer adds to what is there, so one part of many has others beside it; a step that is gone everywhere has none.`,
    options,
    explanation: prose`${plainWords(offered[0]!.leaves)} The model gives ${word.token} ${measured(offered[0]!)} then, instead of ${before}.`,
  };
}
