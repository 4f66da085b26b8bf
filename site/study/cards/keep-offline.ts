/** Keeps the page of the cards for use without a connection. @returns whether the browser can */
export async function keepOffline(): Promise<boolean> {
  try {
    await navigator.serviceWorker.register('/cards-worker.js', { scope: '/cards' });
    await navigator.serviceWorker.ready;
    return true;
  } catch {
    // Some private windows have no service worker, or there is no connection now. The page works without.
    return false;
  }
}
