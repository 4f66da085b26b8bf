import { type DocumentKind, deleteSetAside, listSetAside, loadDocument, updateDocument } from '../stored/documents.ts';
import { mergeProgress } from './merge-progress.ts';
import { type Answer, noProgress, type Practice, type Progress } from './progress.ts';
import { readProgress } from './read-progress.ts';
import { beginQuiz, finishChapter, openChapter, readNote, recordAnswer, recordPractice } from './record-progress.ts';

const kind: DocumentKind<Progress> = { key: 'progress', read: readProgress };

/** Reads the reader's progress from this browser. The functions below return it after their change. */
export const loadProgress = () => loadDocument(kind);

export function saveAnswer(answer: Omit<Answer, 'at'>, now = new Date()): Promise<Progress> {
  return updateDocument(kind, (progress) => recordAnswer(progress, answer, now));
}

export function savePractice(practice: Omit<Practice, 'at'>, now = new Date()): Promise<Progress> {
  return updateDocument(kind, (progress) => recordPractice(progress, practice, now));
}

export function saveQuizBegun(): Promise<Progress> {
  return updateDocument(kind, (progress) => beginQuiz(progress, new Date()));
}

export function saveChapterOpened(chapter: string): Promise<Progress> {
  return updateDocument(kind, (progress) => openChapter(progress, chapter, new Date()));
}

export function saveChapterFinished(chapter: string): Promise<Progress> {
  return updateDocument(kind, (progress) => finishChapter(progress, chapter, new Date()));
}

export function saveNoteRead(note: string): Promise<Progress> {
  return updateDocument(kind, (progress) => readNote(progress, note, new Date()));
}

export function addProgress(other: Progress): Promise<Progress> {
  return updateDocument(kind, (progress) => mergeProgress(progress, other));
}

export const deleteProgress = () => updateDocument(kind, () => noProgress);

/** Stored progress that could not be read. */
export const listUnreadableProgress = () => listSetAside(kind.key);
export const deleteUnreadableProgress = () => deleteSetAside(kind.key);
