import { instant, z } from '../../../stored/schema.ts';
import {
  type Migration,
  migrate,
  nameOf,
  type ReadValue,
  readItems,
  withoutRepeats,
} from '../../../stored/stored-value.ts';

/** Endings of the files that are read. */
export const notesEndings = ['.md', '.markdown', '.txt', '.text', '.pdf'] as const;

/** The most characters of one file's text, in UTF-16 units: a long book. */
export const longestNotes = 2_000_000;

const longestName = 200;

const notesSchema = z.strictObject({
  id: z.string().min(1).max(100),
  /** Name of the file. */
  name: z.string().min(1).max(longestName),
  text: z.string().min(1).max(longestNotes),
  kept: instant,
  /** Set where questions are not made from it; absent where they are. */
  rests: z.literal(true).optional(),
});
/** The text of one file of the reader's notes. */
export type Notes = z.infer<typeof notesSchema>;

export const keptNotesVersion = 1;

/** Everything that the reader keeps as notes, the latest last. */
export interface KeptNotes {
  readonly version: typeof keptNotesVersion;
  readonly notes: readonly Notes[];
}

export const noNotes: KeptNotes = { version: keptNotesVersion, notes: [] };

/** One entry for each version before the current one. */
const migrations: readonly Migration[] = [];

/** Notes that were stored or exported by this version of the site or an earlier one. @throws StoredByLaterVersion */
export function readKeptNotes(stored: unknown): ReadValue<KeptNotes> {
  if (stored === undefined) return { value: noNotes, rejected: [] };
  const found = migrate('notes', stored, migrations);
  if (!found) {
    const reason = `notes: expected notes with their version, found ${nameOf(stored)}`;
    return { value: noNotes, rejected: [{ value: stored, reason }] };
  }
  const { value, rejected } = withoutRepeats('notes', readItems('notes', found.notes, notesSchema), ({ id }) => id);
  return { value: { version: keptNotesVersion, notes: value }, rejected };
}

/** The text of a file as it is kept. */
export function newNotes(name: string, text: string, now: Date): Notes {
  return { id: crypto.randomUUID(), name: name.slice(-longestName), text, kept: now.toISOString() };
}

/** Keeps the text of a file. One of the same name takes the place of the former. */
export function keepNotes({ version, notes }: KeptNotes, added: Notes): KeptNotes {
  return { version, notes: [...notes.filter(({ name }) => name !== added.name), notesSchema.parse(added)] };
}

export function removeNotes({ version, notes }: KeptNotes, id: string): KeptNotes {
  return { version, notes: notes.filter((one) => one.id !== id) };
}

/** Says whether questions are made from the notes of this id. */
export function useNotes({ version, notes }: KeptNotes, id: string, isUsed: boolean): KeptNotes {
  const used = ({ rests: _, ...one }: Notes): Notes => (isUsed ? one : { ...one, rests: true });
  return { version, notes: notes.map((one) => (one.id === id ? used(one) : one)) };
}

/** Merges notes of a file into the kept ones; of the same name the later ones stay. */
export function mergeNotes(mine: KeptNotes, other: KeptNotes): KeptNotes {
  const all = [...mine.notes, ...other.notes].toSorted((a, b) => Date.parse(a.kept) - Date.parse(b.kept));
  return all.reduce(keepNotes, noNotes);
}
