/** Lets the page of the cards open without a connection. @returns whether it will; false where the browser cannot */
export async function keepOffline(): Promise<boolean> {
  try {
    await navigator.serviceWorker.register('/cards-worker.js', { scope: '/cards' });
    await navigator.serviceWorker.ready;
    return true;
  } catch {
    // No worker, as in some private windows, or no connection just now: the page works all the same.
    return false;
  }
}
