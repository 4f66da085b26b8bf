import { type DocumentKind, loadDocument, updateDocument } from '../../../stored/documents.ts';
import { type KeptNotes, keepNotes, mergeNotes, noNotes, readKeptNotes, removeNotes, useNotes } from './kept-notes.ts';

const kind: DocumentKind<KeptNotes> = { key: 'notes', read: readKeptNotes };

/** Reads the reader's notes from this browser. The functions below return them after their change. */
export const loadNotes = () => loadDocument(kind);

export function saveNotes(name: string, text: string, now = new Date()): Promise<KeptNotes> {
  const added = { id: crypto.randomUUID(), name: name.slice(-200), text, kept: now.toISOString() };
  return updateDocument(kind, (kept) => keepNotes(kept, added));
}

export const deleteNotes = (id: string) => updateDocument(kind, (kept) => removeNotes(kept, id));

export const saveUse = (id: string, isUsed: boolean) => updateDocument(kind, (kept) => useNotes(kept, id, isUsed));

export const addNotes = (other: KeptNotes) => updateDocument(kind, (kept) => mergeNotes(kept, other));

export const deleteAllNotes = () => updateDocument(kind, () => noNotes);
