import { writeRow } from '../../figures/export/separated-text.ts';
import { rightIn, type Sitting, testQuestions, unknown } from './sittings.ts';

/** Who took the test, in the words of whoever runs a trial; both may be empty. */
export interface Participant {
  readonly code: string;
  readonly group: string;
}

const testVersion = 1;

/** Whether a file may say what was right: not before the second sitting, which would then measure who has read the file. */
const isOver = (sittings: readonly Sitting[]) => sittings.length > 1;

/**
 * Everything that was answered, as JSON. Options count from 0, in the order of the page; null: the reader did not know.
 * `right` is there from the second sitting on.
 */
export function sittingsJson({ code, group }: Participant, sittings: readonly Sitting[]): string {
  const written = sittings.map((sitting, index) => ({
    sitting: index + 1,
    at: sitting.at,
    ...(isOver(sittings) && { right: rightIn(sitting) }),
    answers: testQuestions.map(({ id, right }, question) => {
      const option = sitting.answers[question]!;
      const picked = { question: id, option: option === unknown ? null : option };
      return isOver(sittings) ? { ...picked, right: option === right } : picked;
    }),
  }));
  return `${JSON.stringify({ test: 'before-after', version: testVersion, code, group, sittings: written }, null, 2)}\n`;
}

/** One row for each answer, with `right` as in the JSON, so that the files of a class can be put below each other. */
export function sittingsCsv({ code, group }: Participant, sittings: readonly Sitting[]): string {
  const head = ['code', 'group', 'sitting', 'at', 'question', 'option', ...(isOver(sittings) ? ['right'] : [])];
  const rows = sittings.flatMap(({ answers, at }, index) =>
    testQuestions.map(({ id, right }, question) => {
      const option = answers[question]!;
      const said = option === unknown ? '' : String(option);
      const row = [code, group, String(index + 1), at, id, said];
      return isOver(sittings) ? [...row, option === right ? '1' : '0'] : row;
    }),
  );
  return `${[head, ...rows].map((row) => writeRow(row, ',')).join('\n')}\n`;
}
