import { kept } from '../../ui/kept.ts';

const key = 'cards-due';
const hint = kept(key);
const changed = new EventTarget();

/** Notes when cards come due, so that every page can say how many are, without opening the deck. */
export function rememberDue(moments: readonly string[]): void {
  hint.write(moments.map((moment) => Date.parse(moment)).join(' '));
  changed.dispatchEvent(new Event('change'));
}

/** How many cards are due, by the note; 0 where there is none. */
export function countDue(now: number): number {
  const moments = (hint.read() ?? '').split(' ');
  return moments.filter((moment) => /^\d+$/.test(moment) && Number(moment) <= now).length;
}

/** Calls when this page has changed the note. */
export function onDueHere(call: () => void): void {
  changed.addEventListener('change', call);
}

/** Calls when another tab has, until the function that it gives is called. */
export function onDueElsewhere(call: () => void): () => void {
  const listen = (event: StorageEvent) => {
    if (event.key === key) call();
  };
  addEventListener('storage', listen);
  return () => removeEventListener('storage', listen);
}
