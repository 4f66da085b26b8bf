import type { Confidence } from '../progress/progress.ts';

/** What is said of an answer, with what the reader said of it before. */
export function verdictOf(isRight: boolean, confidence: Confidence | undefined): string {
  if (confidence === 'sure') return isRight ? 'Right, and you were sure.' : 'Not so, and you were sure.';
  if (confidence === 'guess') return isRight ? 'Right, by a guess.' : 'Not so. You said that it was a guess.';
  return isRight ? 'Right.' : 'Not so.';
}
