import { start } from '../reader/reader.svelte.ts';
import { isIncomplete, printComplete, wakeAll } from '../ui/print-complete.ts';

/**
 * Makes the pictures on paper those of the reader's sentence, also those that the reader has not scrolled to. The key
 * for printing waits for them. A browser's menu does not wait: what is not there then says which sentence it shows (see
 * page.css), and is there when the page is printed again.
 */
export function keepPrintReady(): void {
  const root = document.documentElement;
  root.style.setProperty('--first-sentence', JSON.stringify(start.text));
  const onkeydown = (event: KeyboardEvent) => {
    const isPrint =
      event.key.toLowerCase() === 'p' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!isPrint || !isIncomplete()) return;
    event.preventDefault();
    void printComplete();
  };
  addEventListener('keydown', onkeydown);
  addEventListener('beforeprint', wakeAll);
}
