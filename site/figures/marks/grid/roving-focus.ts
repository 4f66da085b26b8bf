const steps: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowLeft: (at) => at - 1,
  ArrowUp: (at) => at - 1,
  ArrowRight: (at) => at + 1,
  ArrowDown: (at) => at + 1,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/**
 * Attachment that makes a row of buttons one tab stop: arrow keys, Home and End move the focus. The stop is the button
 * that had the focus last, or else the pressed one. https://www.w3.org/WAI/ARIA/apg/patterns/toolbar/
 */
export function rovingFocus(row: HTMLElement): () => void {
  return rove(row, 'button:enabled');
}

/**
 * Attachment of a list with `data-quiet` rows, which show their numbers when they have the focus. The rows are one tab
 * stop too.
 */
export function quietRows(list: HTMLElement): () => void {
  return rove(list, '[data-quiet]');
}

function rove(row: HTMLElement, stops: string): () => void {
  const buttons = () => [...row.querySelectorAll<HTMLElement>(stops)];
  const stopAt = (stop: Element | undefined) => {
    for (const button of buttons()) button.tabIndex = button === stop ? 0 : -1;
  };
  const settle = () => {
    const all = buttons();
    const isHere = all.includes(document.activeElement as HTMLElement);
    if (!isHere) stopAt(all.find((button) => button.ariaPressed === 'true') ?? all[0]);
  };
  const onfocus = ({ target }: FocusEvent) => stopAt(target as Element);
  const onkeydown = (event: KeyboardEvent) => {
    const all = buttons();
    const at = all.indexOf(event.target as HTMLElement);
    const to =
      at < 0 || event.ctrlKey || event.altKey || event.metaKey ? undefined : steps[event.key]?.(at, all.length);
    if (to === undefined) return;
    event.preventDefault();
    all[Math.min(Math.max(to, 0), all.length - 1)]!.focus();
  };
  const changed = new MutationObserver(settle);
  settle();
  changed.observe(row, { childList: true, subtree: true, attributeFilter: ['aria-pressed', 'disabled'] });
  row.addEventListener('focusin', onfocus);
  row.addEventListener('keydown', onkeydown);
  return () => {
    changed.disconnect();
    row.removeEventListener('focusin', onfocus);
    row.removeEventListener('keydown', onkeydown);
  };
}
