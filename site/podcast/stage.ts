/** Shows the figure of a chapter on the stage beside the words, and hides the others. */
export function showScene(chapter: string): void {
  for (const scene of document.querySelectorAll<HTMLElement>('.stage > .scene')) {
    scene.classList.toggle('now', scene.dataset.chapter === chapter);
  }
  document.querySelector<HTMLElement>('.stage')?.setAttribute('data-live', '');
}

/**
 * Lights what the voice speaks of in the figure on the stage: the part of that name, or the row of the number of that
 * name. Where the figure shows another sentence it may have neither, and nothing lights up.
 */
export function lightInScene(light: string | undefined): void {
  for (const part of document.querySelectorAll('.stage .lit')) part.classList.remove('lit');
  if (light === undefined) return;
  const name = CSS.escape(light);
  const named = document.querySelectorAll(`.scene.now :is([data-part~="${name}"], [data-tensor="${name}"])`);
  const found = [...named].find((one) => one.checkVisibility()) ?? named[0];
  if (!found) return;
  const isPart = found.getAttribute('data-part')?.split(' ').includes(light);
  inSight(isPart ? found : (found.closest('tr, li, dl > div') ?? found))?.classList.add('lit');
}

/** The element, or what stands around it where it waits for a guess; nothing where all numbers are folded. */
function inSight(part: Element): Element | undefined {
  let around: Element | null = part;
  while (around && !around.checkVisibility()) around = around.parentElement;
  return around?.matches('details, figure') ? undefined : (around ?? undefined);
}
