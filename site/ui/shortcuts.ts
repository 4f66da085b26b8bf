import { kept } from './kept.ts';

const choice = kept('shortcuts');

/** Whether single keys act as shortcuts on every page. WCAG 2.1.4 asks that the reader can turn them off. */
export function shortcutsOn(): boolean {
  return choice.read() !== 'off';
}

/** Turns shortcuts on or off. @returns whether the choice outlives the page */
export function turnShortcuts(to: boolean): boolean {
  return choice.write(to ? 'on' : 'off');
}

/**
 * The key of an event, in lower case, if it may be a shortcut: without modifiers, and not in a field or a dialog.
 * Undefined otherwise.
 */
export function shortcutOf(event: KeyboardEvent): string | undefined {
  const isTyping =
    event.target instanceof Element && event.target.closest('input, textarea, select, dialog, [contenteditable]');
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !shortcutsOn())
    return undefined;
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}
