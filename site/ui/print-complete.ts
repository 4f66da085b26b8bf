import { allShown } from './wake-all.ts';

/** Milliseconds that the pictures may take before the page is printed all the same. */
const patience = 8000;
/** Milliseconds for which nothing may be on its way before a page counts as complete. */
const calm = 400;
const onTheWay = 'astro-island[ssr][client=shown], figure[data-before], :root[data-sentence-before], [aria-busy=true]';

/** Whether pictures on paper would not be those of the reader's sentence yet. */
export function isIncomplete(): boolean {
  return document.documentElement.hasAttribute('data-own-sentence') || document.querySelector(onTheWay) !== null;
}

/** Opens the print dialog: at once where the page is complete, otherwise once every picture has its answer. */
export async function printComplete(): Promise<void> {
  if (isIncomplete()) {
    wakeAll();
    await complete();
  }
  print();
}

/** Wakes also the pictures that the reader has not scrolled to. */
export function wakeAll(): void {
  dispatchEvent(new Event(allShown));
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
