/** An address that the browser has refused so far. */
let wanted: string | undefined;
let isWaiting = false;

/** Fired on the window when the page shows another place, even where the address bar could not follow. */
export const addressChanged = 'placechange';

/** Browsers take some 100 changes of the address in 30 seconds and throw at the next. */
const retryAfter = 5000;

/**
 * Adds an entry to the history, which the back button undoes. Pages change the history by this function and
 * `replaceAddress` only.
 */
export function pushAddress(to: string): void {
  write('pushState', to);
}

/** Replaces the address of the current entry. */
export function replaceAddress(to: string): void {
  write('replaceState', to);
}

/** The link to what is on screen, even where the address bar could not follow. */
export function currentAddress(): string {
  return new URL(wanted ?? location.href, location.href).href;
}

/**
 * The page never waits for its address: an address that the browser refuses, as in a sandboxed frame, is tried again
 * later.
 */
function write(how: 'pushState' | 'replaceState', to: string): void {
  try {
    history[how](null, '', to);
    wanted = undefined;
  } catch {
    wanted = to;
    if (!isWaiting) setTimeout(writeAgain, retryAfter);
    isWaiting = true;
  }
  dispatchEvent(new Event(addressChanged));
}

function writeAgain(): void {
  isWaiting = false;
  if (wanted !== undefined) write('replaceState', wanted);
}
