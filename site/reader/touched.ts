import type { ClientDirective } from 'astro';
import shown from '../ui/shown.ts';
import { addressChanged } from './address.ts';

/**
 * `client:touched`: the part stays as it was built, which is complete, until the reader touches it; what is pressed or
 * pulled before it is awake is done again then. Where the page shows another place than the one it was built for, it is
 * as with `client:shown`.
 */
const touched: ClientDirective = (load, options, island) => {
  const waiting = new AbortController();
  const loading = new AbortController();
  const missed: (() => void)[] = [];
  const wake = async () => {
    if (waiting.signal.aborted) return;
    waiting.abort();
    await (await load())();
    loading.abort();
    for (const again of missed) again();
  };
  const follow = () => {
    waiting.abort();
    loading.abort();
    island.setAttribute('client', 'shown');
    shown(load, options, island);
  };
  if (location.hash) return follow();
  for (const type of ['pointerover', 'pointerdown', 'focusin']) island.addEventListener(type, wake, waiting);
  for (const type of [addressChanged, 'popstate', 'hashchange']) addEventListener(type, follow, waiting);
  const miss = (event: Event) => {
    missed.push(...repeats(event));
    void wake();
  };
  for (const type of ['click', 'input']) {
    island.addEventListener(type, miss, { capture: true, signal: loading.signal });
  }
};

/** Does again what the reader did to an element that did not listen yet; nothing for what needs no script. */
function repeats({ type, target }: Event): (() => void)[] {
  if (!(target instanceof Element)) return [];
  const isChecked = target.matches('[type=checkbox], [type=radio]');
  const pressed = isChecked ? target : target.closest('button');
  if (type === 'click') return pressed instanceof HTMLElement ? [() => pressed.click()] : [];
  if (isChecked || !(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return [];
  const { value } = target;
  const pull = () => {
    target.value = value;
    target.dispatchEvent(new Event(type, { bubbles: true }));
  };
  return [pull];
}

export default touched;
