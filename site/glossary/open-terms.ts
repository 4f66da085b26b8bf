/** Milliseconds: a mouse that passes over a word opens nothing, and has time to reach what it opened. */
const pause = 160;

/**
 * Opens what is meant by a term beside it: under the mouse, with the focus of the keyboard, at the first tap. A click
 * follows the link, as it does without scripts. Escape closes, as it does with every popover.
 */
export function openTerms(page: ParentNode): void {
  for (const link of page.querySelectorAll<HTMLAnchorElement>('a.term')) {
    const card = document.getElementById(link.getAttribute('aria-describedby') ?? '');
    if (card && 'showPopover' in card) follow(link, card);
  }
}

function follow(link: HTMLAnchorElement, card: HTMLElement): void {
  let waiting = 0;
  const soon = (act: () => void) => {
    clearTimeout(waiting);
    waiting = window.setTimeout(act, pause);
  };
  const open = () => {
    clearTimeout(waiting);
    if (card.matches(':popover-open')) return;
    card.showPopover();
    placeBeside(link, card);
  };
  const close = () => {
    clearTimeout(waiting);
    card.hidePopover();
  };
  const ofMouse = (act: () => void) => (event: PointerEvent) => {
    if (event.pointerType === 'mouse') soon(act);
  };
  link.addEventListener('pointerenter', ofMouse(open));
  for (const part of [link, card]) part.addEventListener('pointerleave', ofMouse(close));
  card.addEventListener('pointerenter', () => clearTimeout(waiting));
  link.addEventListener('focus', () => link.matches(':focus-visible') && open());
  link.addEventListener('blur', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && card.contains(relatedTarget))) close();
  });
  // A finger has no other way to ask what is meant; the way on stands in what opens.
  // Its second tap closes; the popover has closed itself by then, so that what was open is asked when the finger comes down.
  let wasOpen = false;
  link.addEventListener('pointerdown', () => {
    wasOpen = card.matches(':popover-open');
  });
  link.addEventListener('click', (event) => {
    if (!(event instanceof PointerEvent) || event.pointerType !== 'touch') return;
    event.preventDefault();
    if (wasOpen) close();
    else open();
  });
}

/** Under the word, or above it where there is no room; it stays there when the page is scrolled. */
function placeBeside(link: HTMLElement, card: HTMLElement): void {
  const gap = 6;
  const word = link.getClientRects()[0]!;
  const { clientWidth, clientHeight } = document.documentElement;
  const left = Math.max(gap, Math.min(word.left, clientWidth - card.offsetWidth - gap));
  const isBelow = word.bottom + gap + card.offsetHeight <= clientHeight;
  const top = isBelow ? word.bottom + gap : word.top - gap - card.offsetHeight;
  card.style.inset = `${top + scrollY}px auto auto ${left + scrollX}px`;
}
