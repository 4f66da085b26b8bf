/** The class of a part of a figure while words of the prose point at it. */
const lit = 'lit';
const words = '.part';

/**
 * Connects words of the prose with the parts of figures they name, by `data-of` and `data-part`. Hover and focus light
 * a part while they last; a tap or a key lights it until the next one.
 */
export function lightParts(root: HTMLElement): void {
  let pinned: HTMLElement | undefined;
  for (const word of root.querySelectorAll<HTMLElement>(words)) {
    word.setAttribute('role', 'button');
    word.setAttribute('aria-pressed', 'false');
    word.tabIndex = 0;
    word.addEventListener('pointerenter', () => light(root, word));
    word.addEventListener('focus', () => light(root, word));
    word.addEventListener('pointerleave', () => light(root, pinned));
    word.addEventListener('blur', () => light(root, pinned));
    word.addEventListener('click', () => pin(word));
    word.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      pin(word);
    });
  }

  function pin(word: HTMLElement): void {
    pinned?.setAttribute('aria-pressed', 'false');
    pinned = pinned === word ? undefined : word;
    pinned?.setAttribute('aria-pressed', 'true');
    const [part] = light(root, pinned);
    part?.scrollIntoView({ block: 'nearest' });
  }
}

/** Lights the parts that a word names, and no others. @returns those parts */
function light(root: HTMLElement, word: HTMLElement | undefined): HTMLElement[] {
  for (const part of root.querySelectorAll(`.${lit}`)) part.classList.remove(lit);
  const name = word?.dataset.of;
  if (!name) return [];
  const parts = [...root.querySelectorAll<HTMLElement>(`[data-part~="${CSS.escape(name)}"]`)];
  for (const part of parts) part.classList.add(lit);
  return parts;
}
