import { kept } from './kept.ts';

const choice = kept('shortcuts');

/** Whether single keys act, on every page, as WCAG 2.1.4 asks to let the reader decide; they do until turned off. */
export function shortcutsOn(): boolean {
  return choice.read() !== 'off';
}

/** @returns whether the choice outlives the page */
export function turnShortcuts(to: boolean): boolean {
  return choice.write(to ? 'on' : 'off');
}

/** The key of an event, lower case, if it may be a shortcut: no modifier, not typed into a field, not in a dialog. */
export function shortcutOf(event: KeyboardEvent): string | undefined {
  const isTyping =
    event.target instanceof Element && event.target.closest('input, textarea, select, dialog, [contenteditable]');
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !shortcutsOn())
    return undefined;
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}
