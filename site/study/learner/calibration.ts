import { type Confidence, confidences, type Progress } from '../progress/progress.ts';

/** Under so many answers nothing is said about a confidence. */
export const fewestAnswers = 5;
/** A point of the line is the share of right answers among so many latest ones. */
const window = 10;

/** How often the reader was right when they said how sure they were. */
export interface Calibration {
  readonly confidence: Confidence;
  /** Number of answers with this confidence. */
  readonly answers: number;
  readonly right: number;
  /**
   * The share of right answers among the latest, up to ten, each time there was one more; from the fifth on. `after` is
   * the number of answers of any confidence up to then.
   */
  readonly line: readonly { readonly after: number; readonly share: number }[];
}

/** One entry for each confidence, surest first. Answers without one do not count. */
export function calibration({ answers }: Progress): Calibration[] {
  const said = answers.filter(({ confidence }) => confidence !== undefined);
  return confidences.map((confidence) => {
    const own = said.flatMap((answer, index) =>
      answer.confidence === confidence ? [{ right: answer.right, after: index + 1 }] : [],
    );
    const line = own.flatMap(({ after }, index) => {
      const latest = own.slice(Math.max(0, index + 1 - window), index + 1);
      return latest.length < fewestAnswers ? [] : [{ after, share: shareRight(latest) }];
    });
    return { confidence, answers: own.length, right: own.filter(({ right }) => right).length, line };
  });
}

function shareRight(answers: readonly { readonly right: boolean }[]): number {
  return answers.filter(({ right }) => right).length / answers.length;
}
