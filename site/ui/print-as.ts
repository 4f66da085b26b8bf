/**
 * Opens the browser's print dialog on the page in one of its printed forms. The page's styles know the form as
 * `data-print` of the root, which is there while it is printed.
 */
export function printAs(form: string): void {
  const root = document.documentElement;
  root.dataset.print = form;
  addEventListener('afterprint', () => delete root.dataset.print, { once: true });
  // The key for printing waits for the pictures of the reader's sentence (sentence/print-ready.ts), so a button is that
  // key; where nothing takes it, the dialog opens at once.
  const key = new KeyboardEvent('keydown', { key: 'p', ctrlKey: true, cancelable: true });
  if (dispatchEvent(key)) print();
}
