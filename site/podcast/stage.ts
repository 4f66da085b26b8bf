/** Brings the figure of a chapter onto the stage beside the words, and takes the others off. */
export function showScene(chapter: string): void {
  for (const scene of document.querySelectorAll<HTMLElement>('.stage > .scene')) {
    scene.classList.toggle('now', scene.dataset.chapter === chapter);
  }
  document.querySelector<HTMLElement>('.stage')?.setAttribute('data-live', '');
}
