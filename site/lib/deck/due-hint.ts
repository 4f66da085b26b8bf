const key = 'cards-due';

/** Notes in localStorage when cards come due, so that every page can say how many are, without opening the deck. */
export function rememberDue(moments: readonly string[]): void {
  try {
    localStorage.setItem(key, moments.map((moment) => Date.parse(moment)).join(' '));
  } catch {
    // Only a hint: a browser that keeps nothing shows no count.
  }
}

/** How many cards are due, by the note; 0 where there is none. */
export function countDue(now: number): number {
  const moments = localStorage.getItem(key)?.split(' ') ?? [];
  return moments.filter((moment) => /^\d+$/.test(moment) && Number(moment) <= now).length;
}

/** Calls when another tab has changed the note. */
export function onDueElsewhere(call: () => void): () => void {
  const listen = (event: StorageEvent) => event.key === key && call();
  addEventListener('storage', listen);
  return () => removeEventListener('storage', listen);
}
