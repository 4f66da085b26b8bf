const key = 'shortcuts';

/** The choice of this page; undefined until it is asked for. */
let on: boolean | undefined;

/** Whether single keys act, as WCAG 2.1.4 asks to let the reader decide; they do until turned off. */
export function shortcutsOn(): boolean {
  on ??= readChoice() !== 'off';
  return on;
}

export function turnShortcuts(to: boolean): void {
  on = to;
  try {
    localStorage.setItem(key, to ? 'on' : 'off');
  } catch {
    // A browser that keeps nothing forgets the choice with the page.
  }
}

function readChoice(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** The key of an event, lower case, if it may be a shortcut: no modifier, not typed into a field. */
export function shortcutOf(event: KeyboardEvent): string | undefined {
  const isTyping =
    event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]');
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !shortcutsOn())
    return undefined;
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}
