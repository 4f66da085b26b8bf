import type { ShownCard } from '../cards/shown-card.ts';
import type { Progress } from '../progress/progress.ts';

/** A card that tells two things apart, and the wrong options in which a reader takes one for the other. */
export interface Pair {
  readonly card: ShownCard;
  readonly options: readonly PairOption[];
}

interface PairOption {
  /** Id of the question. */
  readonly question: string;
  /** Index of the option, in the order of the answer key. */
  readonly option: number;
}

/** The pairs of which this reader has once taken one for the other, the latest first. */
export function confusedPairs(pairs: readonly Pair[], { answers }: Pick<Progress, 'answers'>): Pair[] {
  const last = ({ options }: Pair) =>
    answers.findLastIndex(({ question, option }) =>
      options.some((one) => one.question === question && one.option === option),
    );
  return pairs
    .map((pair) => ({ pair, at: last(pair) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => b.at - a.at)
    .map(({ pair }) => pair);
}
