import { idNow } from '../former-ids.ts';
import { instant } from '../stored/schema.ts';
import { type Migration, migrate, nameOf, type ReadValue, readItems, withoutRepeats } from '../stored/stored-value.ts';
import { itemSchemas, noProgress, type Progress, progressVersion } from './progress.ts';

/** One entry for each version before the current one. */
const migrations: readonly Migration[] = [underIds, withPractice];

/** Version 1 stored answers under the numbers of the questions; version 2 stores them under their ids. */
function underIds(stored: Record<string, unknown>): Record<string, unknown> {
  const { answers } = stored;
  return Array.isArray(answers) ? { ...stored, answers: answers.map(answerUnderId) } : stored;
}

function answerUnderId(answer: unknown): unknown {
  const isNamed = typeof answer === 'object' && answer !== null && 'question' in answer;
  if (!isNamed || typeof answer.question !== 'string') return answer;
  return { ...answer, question: idNow(answer.question) };
}

/** Version 2 stored neither notes nor practice, and answers without a confidence. */
function withPractice(stored: Record<string, unknown>): Record<string, unknown> {
  return { ...stored, notes: [], practice: [] };
}

/** Progress that was stored or exported by this version of the site or an earlier one. @throws StoredByLaterVersion */
export function readProgress(stored: unknown): ReadValue<Progress> {
  if (stored === undefined) return { value: noProgress, rejected: [] };
  const found = migrate('progress', stored, migrations);
  if (!found) {
    const reason = `progress: expected progress with its version, found ${nameOf(stored)}`;
    return { value: noProgress, rejected: [{ value: stored, reason }] };
  }
  const nameItem = (one: { id: string }) => one.id;
  const chapters = withoutRepeats('chapters', readItems('chapters', found.chapters, itemSchemas.chapters), nameItem);
  const notes = withoutRepeats('notes', readItems('notes', found.notes, itemSchemas.notes), nameItem);
  const answers = readItems('answers', found.answers, itemSchemas.answers);
  const practice = readItems('practice', found.practice, itemSchemas.practice);
  const begun = instant.safeParse(found.quizBegun);
  const isBroken = found.quizBegun !== undefined && !begun.success;
  return {
    value: {
      version: progressVersion,
      chapters: chapters.value,
      notes: notes.value,
      answers: answers.value,
      practice: practice.value,
      ...(begun.success && { quizBegun: begun.data }),
    },
    rejected: [
      ...[chapters, notes, answers, practice].flatMap(({ rejected }) => rejected),
      ...(isBroken ? [brokenBegin(found.quizBegun)] : []),
    ],
  };
}

const brokenBegin = (value: unknown) => ({ value, reason: 'quizBegun: expected a moment' });
