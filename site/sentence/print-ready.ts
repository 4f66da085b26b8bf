import { start } from '../reader/reader.svelte.ts';
import { allShown } from '../ui/wake-all.ts';

/** Milliseconds that the pictures may take before the page is printed all the same. */
const patience = 8000;
/** Milliseconds for which nothing may be on its way before a page counts as complete. */
const calm = 400;
const onTheWay = 'astro-island[ssr][client=shown], figure[data-before], :root[data-sentence-before], [aria-busy=true]';

/**
 * Makes the pictures on paper those of the reader's sentence, also those that the reader has not scrolled to. The key
 * for printing waits for them. A browser's menu does not wait: what is not there then says which sentence it shows (see
 * page.css), and is there when the page is printed again.
 */
export function keepPrintReady(): void {
  const root = document.documentElement;
  root.style.setProperty('--first-sentence', JSON.stringify(start.text));
  const wake = () => dispatchEvent(new Event(allShown));
  const onkeydown = async (event: KeyboardEvent) => {
    const isPrint =
      event.key.toLowerCase() === 'p' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!isPrint || !(root.hasAttribute('data-own-sentence') || document.querySelector(onTheWay))) return;
    event.preventDefault();
    wake();
    await complete();
    print();
  };
  addEventListener('keydown', onkeydown);
  addEventListener('beforeprint', wake);
}

/** Until every picture has its answer, or patience ends. */
async function complete(): Promise<void> {
  const end = performance.now() + patience;
  let since = performance.now();
  while (performance.now() < end && performance.now() - since < calm) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (document.querySelector(onTheWay)) since = performance.now();
  }
}
