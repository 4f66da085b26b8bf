import type { MatchStep } from '../longest-match/match-steps.ts';

/** One beginning of the rest of a word, looked up in the vocabulary. */
export interface Try {
  /** 0-based index of the piece that is looked for. */
  readonly piece: number;
  /** Letters that the try covers, from `start` to before `end`. */
  readonly start: number;
  readonly end: number;
  /** The try in the vocabulary's spelling, with `##` where it continues a word. */
  readonly spelled: string;
  /** Whether the vocabulary has it, so that it is cut off. */
  readonly isFound: boolean;
}

/** The word's letters. */
export function lettersOf(steps: readonly MatchStep[]): string[] {
  return Array.from(steps[0]?.rest ?? '');
}

/** All tries on a word in order, the longest beginning first. The last try of each piece is the one that is found. */
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

/** The most rows that are drawn. */
export const mostTries = 60;

/** The tries that have a row: all, or for each piece the first few and the one that was found. */
export function drawnTries(tries: readonly Try[], most = mostTries): Try[] {
  if (tries.length <= most) return [...tries];
  const pieces = tries.filter(({ isFound }) => isFound).length;
  const each = Math.max(1, Math.floor(most / pieces) - 1);
  return tries.filter(({ piece, isFound }, index) => {
    const first = tries.findIndex((one) => one.piece === piece);
    return isFound || index - first < each;
  });
}
