import type { MatchStep } from '../longest-match/match-steps.ts';

/** One beginning of what is left of a word, held against the list. */
export interface Try {
  /** Which piece is looked for, from 0. */
  readonly piece: number;
  /** Letters of the word that it covers: from `start` to before `end`. */
  readonly start: number;
  readonly end: number;
  /** As the list would spell it, `##` and all. */
  readonly spelled: string;
  /** Whether it is in the list: then it is cut off. */
  readonly isFound: boolean;
}

/** Letters of the word, one after the other. */
export function lettersOf(steps: readonly MatchStep[]): string[] {
  return Array.from(steps[0]?.rest ?? '');
}

/** All tries on a word in their order, the longest beginning first; each piece ends with the one that is found. */
export function triesOf(steps: readonly MatchStep[]): Try[] {
  const count = lettersOf(steps).length;
  return steps.flatMap(({ rest, tried, piece }, index) => {
    const letters = Array.from(rest).length;
    const start = count - letters;
    return [...tried, piece].map((spelled, shorter) => ({
      piece: index,
      start,
      end: start + letters - shorter,
      spelled,
      isFound: shorter === tried.length,
    }));
  });
}

/** So many rows are drawn at most. */
export const mostTries = 60;

/** The tries that get a row: all, or of each piece the first few and the one that was found. */
export function drawnTries(tries: readonly Try[], most = mostTries): Try[] {
  if (tries.length <= most) return [...tries];
  const pieces = tries.filter(({ isFound }) => isFound).length;
  const each = Math.max(1, Math.floor(most / pieces) - 1);
  return tries.filter(({ piece, isFound }, index) => {
    const first = tries.findIndex((one) => one.piece === piece);
    return isFound || index - first < each;
  });
}
