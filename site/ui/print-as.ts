import { printComplete } from './print-complete.ts';

/**
 * Opens the browser's print dialog on the page in one of its printed forms, once the pictures are the reader's. The page's styles know the form as
 * `data-print` of the root, which is there while it is printed.
 */
export function printAs(form: string): void {
  const root = document.documentElement;
  root.dataset.print = form;
  addEventListener('afterprint', () => delete root.dataset.print, { once: true });
  void printComplete();
}
