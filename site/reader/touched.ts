import type { ClientDirective } from 'astro';
import shown from '../ui/shown.ts';
import { addressChanged } from './address.ts';

/**
 * `client:touched`: the part stays as it was built, which is complete, until the reader touches it. Where the page shows
 * another place than the one it was built for, it is as with `client:shown`.
 */
const touched: ClientDirective = (load, options, island) => {
  const waiting = new AbortController();
  const wake = async () => {
    waiting.abort();
    await (await load())();
  };
  const follow = () => {
    waiting.abort();
    island.setAttribute('client', 'shown');
    shown(load, options, island);
  };
  if (location.hash) return follow();
  for (const type of ['pointerover', 'pointerdown', 'focusin', 'click', 'input']) {
    island.addEventListener(type, wake, waiting);
  }
  for (const type of [addressChanged, 'popstate', 'hashchange']) addEventListener(type, follow, waiting);
};

export default touched;
