/**
 * Notes that a chapter was opened, and that its end was seen. A browser that keeps nothing notes nothing, and the
 * chapter is none the worse.
 * @param end what follows the chapter's text
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
