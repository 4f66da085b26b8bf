import { kept } from '../../ui/kept.ts';

const key = 'cards-due';
const hint = kept(key);
const callsHere = new Set<() => void>();

/** Notes the moments at which cards come due, so that every page can show their number without opening the deck. */
export function rememberDue(moments: readonly string[]): void {
  hint.write(moments.map((moment) => Date.parse(moment)).join(' '));
  for (const call of callsHere) call();
}

/** The number of due cards by that note; 0 where there is none. */
export function countDue(now: number): number {
  const moments = (hint.read() ?? '').split(' ');
  return moments.filter((moment) => moment && Number(moment) <= now).length;
}

/** Calls `call` when this page has changed the note. */
export function onDueHere(call: () => void): void {
  callsHere.add(call);
}

/** Calls `call` when another tab has changed the note. @returns a function that stops this */
export function onDueElsewhere(call: () => void): () => void {
  const listen = (event: StorageEvent) => {
    if (event.key === key) call();
  };
  addEventListener('storage', listen);
  return () => removeEventListener('storage', listen);
}
