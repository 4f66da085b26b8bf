import { type DocumentKind, deleteSetAside, listSetAside, loadDocument, updateDocument } from '../stored/documents.ts';
import {
  type Answer,
  beginQuiz,
  finishChapter,
  mergeProgress,
  noProgress,
  openChapter,
  type Progress,
  readProgress,
  recordAnswer,
} from './progress.ts';

const kind: DocumentKind<Progress> = { key: 'progress', read: readProgress };

/** Reads the reader's progress from this browser. The functions below return it after their change. */
export const loadProgress = () => loadDocument(kind);

export function saveAnswer(answer: Omit<Answer, 'at'>): Promise<Progress> {
  return updateDocument(kind, (progress) => recordAnswer(progress, answer, new Date()));
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

export function addProgress(other: Progress): Promise<Progress> {
  return updateDocument(kind, (progress) => mergeProgress(progress, other));
}

export const deleteProgress = () => updateDocument(kind, () => noProgress);

/** Stored progress that could not be read. */
export const listUnreadableProgress = () => listSetAside(kind.key);
export const deleteUnreadableProgress = () => deleteSetAside(kind.key);
