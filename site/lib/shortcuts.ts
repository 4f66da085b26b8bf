const key = 'shortcuts';

/** Whether single keys act, as WCAG 2.1.4 asks to let the reader decide; they do until turned off. */
export function shortcutsOn(): boolean {
  return localStorage.getItem(key) !== 'off';
}

export function turnShortcuts(on: boolean): void {
  localStorage.setItem(key, on ? 'on' : 'off');
}

/** The key of an event, lower case, if it may be a shortcut: no modifier, not typed into a field. */
export function shortcutOf(event: KeyboardEvent): string | undefined {
  const isTyping =
    event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]');
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !shortcutsOn())
    return undefined;
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}
