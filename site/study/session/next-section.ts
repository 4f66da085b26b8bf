import type { Progress } from '../progress/progress.ts';
import type { ChapterSection, NoteSection, StudyContent } from './study-content.ts';

export type Section =
  | { readonly kind: 'chapter'; readonly section: ChapterSection }
  | { readonly kind: 'note'; readonly section: NoteSection };

/**
 * What the reader has not read yet, in the order to read it: first the notes whose chapter they have read, then the
 * chapters of the short way, then the others, then the other notes.
 */
export function unreadSections({ chapters, notes }: StudyContent, progress: Progress): Section[] {
  const finished = new Set(progress.chapters.flatMap(({ id, finished }) => (finished ? [id] : [])));
  const read = new Set(progress.notes.map(({ id }) => id));
  const openNotes = notes.filter(({ id }) => !read.has(id));
  const openChapters = chapters.filter(({ id }) => !finished.has(id));
  const asNote = (section: NoteSection): Section => ({ kind: 'note', section });
  const asChapter = (section: ChapterSection): Section => ({ kind: 'chapter', section });
  return [
    ...openNotes.filter(({ concept }) => finished.has(concept)).map(asNote),
    ...openChapters.filter(({ isShort }) => isShort).map(asChapter),
    ...openChapters.filter(({ isShort }) => !isShort).map(asChapter),
    ...openNotes.filter(({ concept }) => !finished.has(concept)).map(asNote),
  ];
}
