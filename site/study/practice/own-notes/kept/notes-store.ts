import {
  type DocumentKind,
  deleteSetAside,
  listSetAside,
  loadDocument,
  updateDocument,
} from '../../../stored/documents.ts';
import { type KeptNotes, readKeptNotes } from './kept-notes.ts';

const kind: DocumentKind<KeptNotes> = { key: 'notes', read: readKeptNotes };

/** Reads the reader's notes from this browser. */
export const loadNotes = () => loadDocument(kind);

/** Changes them by a function of `kept-notes.ts`. @returns the notes after the change @throws StoreTrouble */
export const changeNotes = (edit: (kept: KeptNotes) => KeptNotes) => updateDocument(kind, edit);

/** Stored notes that could not be read. */
export const listUnreadableNotes = () => listSetAside(kind.key);
export const deleteUnreadableNotes = () => deleteSetAside(kind.key);
