import { isCalm } from '../ui/is-calm.ts';

/** Shows the figure of a chapter on the stage beside the words, and hides the others. */
export function showScene(chapter: string): void {
  for (const scene of document.querySelectorAll<HTMLElement>('.stage > .scene')) {
    scene.classList.toggle('now', scene.dataset.chapter === chapter);
  }
  document.querySelector<HTMLElement>('.stage')?.setAttribute('data-live', '');
}

/**
 * Keeps lit what the voice speaks of: a figure that wakes up, or gets the model's answer, draws its parts anew.
 * @returns what ends that
 */
export function keepLit(light: string | undefined): () => void {
  lightInScene(light);
  const stage = document.querySelector('.stage');
  if (!stage || light === undefined) return () => undefined;
  const drawn = new MutationObserver(() => {
    if (!stage.querySelector('.scene.now .lit')) lightInScene(light);
  });
  drawn.observe(stage, { subtree: true, childList: true, attributeFilter: ['class', 'data-part', 'data-tensor'] });
  return () => drawn.disconnect();
}

/**
 * Lights what the voice speaks of in the figure on the stage: the part of that name, or the row of the number of that
 * name. Where the figure shows another sentence it may have neither, and nothing lights up.
 */
function lightInScene(light: string | undefined): void {
  for (const part of document.querySelectorAll('.stage .lit')) part.classList.remove('lit');
  if (light === undefined) return;
  const name = CSS.escape(light);
  const named = document.querySelectorAll(`.scene.now :is([data-part~="${name}"], [data-tensor="${name}"])`);
  const found = [...named].find((one) => one.checkVisibility()) ?? named[0];
  if (!found) return;
  const isPart = found.getAttribute('data-part')?.split(' ').includes(light);
  const lit = inSight(isPart ? found : (found.closest('tr, li, dl > div') ?? found));
  lit?.classList.add('lit');
  scrollStage(lit);
}

/** Keeps the stage in sight on a phone, below the controls, or lets it scroll with the page. */
export function pinStage(isPinned: boolean): void {
  document.querySelector('.stage')?.toggleAttribute('data-pinned', isPinned);
}

/**
 * Scrolls the page until the controls stand at its top, where a question at the foot of a phone would cover them: near
 * the top of the page they are still on their way there.
 */
export function uncoverControls(question: HTMLElement): void {
  const controls = question.parentElement?.querySelector('.deck');
  if (!controls || getComputedStyle(question).position !== 'fixed') return;
  const { top, bottom } = controls.getBoundingClientRect();
  if (bottom <= question.getBoundingClientRect().top || top <= 0) return;
  scrollBy({ top, behavior: isCalm() ? 'instant' : 'smooth' });
}

/** Calls back when the listener lets the stage go. @returns what ends that */
export function onUnpin(unpin: () => void): () => void {
  const button = document.querySelector('.stage > .unpin button');
  button?.addEventListener('click', unpin);
  return () => button?.removeEventListener('click', unpin);
}

/** Scrolls the stage, where it is pinned and lower than its figure, so that what is lit is in its middle. */
function scrollStage(lit: Element | undefined): void {
  const stage = document.querySelector('.stage[data-pinned]');
  if (!lit || !stage || stage.scrollHeight <= stage.clientHeight) return;
  const [within, around] = [lit.getBoundingClientRect(), stage.getBoundingClientRect()];
  const middle = within.top - around.top - (stage.clientHeight - Math.min(within.height, stage.clientHeight)) / 2;
  stage.scrollTo({ top: stage.scrollTop + middle, behavior: isCalm() ? 'instant' : 'smooth' });
}

/** The element, or what stands around it where it waits for a guess; nothing where all numbers are folded. */
function inSight(part: Element): Element | undefined {
  let around: Element | null = part;
  while (around && !around.checkVisibility()) around = around.parentElement;
  return around?.matches('details, figure') ? undefined : (around ?? undefined);
}
