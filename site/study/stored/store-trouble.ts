/** The reader's data could not be opened or written; the message says so to the reader. */
export class StoreTrouble extends Error {
  override readonly name = 'StoreTrouble';
}

const forgotten = 'What you do here is forgotten when you leave the page.';

/** Why a browser's database fails, by the name of its exception. https://www.w3.org/TR/IndexedDB-3/#exceptions */
const causes: ReadonlyMap<string, string> = new Map([
  ['SecurityError', `This browser does not let the site keep anything: site data is blocked. ${forgotten}`],
  ['NotAllowedError', `This browser does not let the site keep anything: site data is blocked. ${forgotten}`],
  ['InvalidStateError', `This browser keeps nothing in this window, as in some private ones. ${forgotten}`],
  [
    'QuotaExceededError',
    'The room that this browser gives to the site is full, so the last step is not kept. Make room on this device, or export what you have.',
  ],
]);

/** A failure of the browser's storage as a StoreTrouble; any other error unchanged. */
export function storeTrouble(error: unknown): unknown {
  const isOfTheBrowser = error instanceof DOMException;
  if (!isOfTheBrowser) return error;
  const known = causes.get(error.name);
  const message =
    known ?? `What this browser keeps for the site cannot be opened or written (${error.name}). ${forgotten}`;
  return new StoreTrouble(message, { cause: error });
}

/** The error for a browser without a database. */
export function noStore(): StoreTrouble {
  return new StoreTrouble(`This browser has no storage that the site could use (IndexedDB). ${forgotten}`);
}
