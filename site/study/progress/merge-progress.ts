import type { Progress } from './progress.ts';

/** Merges what two records say was read and answered. Merging the same record again changes nothing. */
export function mergeProgress(mine: Progress, other: Progress): Progress {
  return {
    ...other,
    ...mine,
    chapters: mergeRead(mine.chapters, other.chapters),
    notes: mergeRead(mine.notes, other.notes),
    answers: mergeDated(mine.answers, other.answers, ({ question, at }) => `${at} ${question}`),
    practice: mergeDated(mine.practice, other.practice, ({ asked, at }) => `${at} ${asked}`),
  };
}

function mergeRead<Read extends { readonly id: string }>(mine: readonly Read[], other: readonly Read[]): Read[] {
  const read = new Map(mine.map((one) => [one.id, one]));
  for (const one of other) read.set(one.id, { ...one, ...read.get(one.id) });
  return [...read.values()];
}

function mergeDated<Dated extends { readonly at: string }>(
  mine: readonly Dated[],
  other: readonly Dated[],
  nameItem: (item: Dated) => string,
): readonly Dated[] {
  const known = new Set(mine.map(nameItem));
  const added = other.filter((item) => !known.has(nameItem(item)));
  if (added.length === 0) return mine;
  return [...mine, ...added].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
