/** Shows the figure of a chapter on the stage beside the words, and hides the others. */
export function showScene(chapter: string): void {
  for (const scene of document.querySelectorAll<HTMLElement>('.stage > .scene')) {
    scene.classList.toggle('now', scene.dataset.chapter === chapter);
  }
  document.querySelector<HTMLElement>('.stage')?.setAttribute('data-live', '');
}
