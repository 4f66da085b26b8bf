/**
 * Records that the reader has opened a chapter, and that its end came into sight. A browser that cannot store anything
 * records nothing, and the chapter still works.
 * @param end the element after the chapter's text
 */
export function noteReading(chapter: string, end: Element): void {
  const store = import('./progress-store.ts');
  store.then(({ saveChapterOpened }) => saveChapterOpened(chapter)).catch(() => {});
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    store.then(({ saveChapterFinished }) => saveChapterFinished(chapter)).catch(() => {});
  });
  observer.observe(end);
}
