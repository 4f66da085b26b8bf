import type { Records } from '../learner/concept-recall.ts';
import { kindItemName, outcomesByItem } from '../learner/outcomes.ts';
import type { Step } from './step.ts';
import type { StudyContent } from './study-content.ts';

/**
 * Names of the kinds of questions about a sentence, the most wanted first: those missed the last time, those of what
 * this session reads, those of what was read before, asked or not, and last what the reader has not been taught.
 */
export function kindsInOrder(
  { kinds, notes }: StudyContent,
  { progress }: Pick<Records, 'progress'>,
  steps: readonly Step[],
): string[] {
  const outcomes = outcomesByItem(progress);
  const noted = new Map(notes.map(({ id, concept }) => [id, concept]));
  const now = new Set(steps.flatMap((step) => conceptRead(step, noted)));
  const before = new Set(progress.chapters.filter(({ finished }) => finished !== undefined).map(({ id }) => id));
  const rank = ({ name, concept }: StudyContent['kinds'][number]) => {
    const last = outcomes.get(kindItemName(name))?.at(-1);
    if (last && !last.right) return 0;
    if (now.has(concept)) return 1;
    if (before.has(concept)) return last ? 3 : 2;
    return 4;
  };
  return kinds.toSorted((a, b) => rank(a) - rank(b)).map(({ name }) => name);
}

function conceptRead(step: Step, noted: ReadonlyMap<string, string>): string[] {
  if (step.kind === 'chapter') return [step.id];
  const concept = step.kind === 'note' ? noted.get(step.id) : undefined;
  return concept === undefined ? [] : [concept];
}
