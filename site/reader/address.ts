/** Where the address bar should be, and is not yet. */
let wanted: string | undefined;
let isWaiting = false;

/** Fired on the window when the page shows another place, whether or not the address bar followed. */
export const addressChanged = 'placechange';

/** Browsers take some 100 changes of the address in 30 seconds and throw at the next. */
const retryAfter = 5000;

/** A step that the back button undoes. Together with `replaceAddress` the only way of this site to the history. */
export function pushAddress(to: string): void {
  write('pushState', to);
}

/** The same step said otherwise. */
export function replaceAddress(to: string): void {
  write('replaceState', to);
}

/** The link to what is on screen, also where the browser's address bar would not follow. */
export function currentAddress(): string {
  return new URL(wanted ?? location.href, location.href).href;
}

/** What the page shows never waits for the address: one that is refused, as in a sandboxed frame, is tried again later. */
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
