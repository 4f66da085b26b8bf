import type { ClientDirective } from 'astro';
import { allShown } from './wake-all.ts';

/**
 * `client:shown`: the part wakes when it comes into view, as with `client:visible`, or with all others when the page is
 * to stand on paper, which shows what the reader has not scrolled to.
 */
const shown: ClientDirective = (load, _options, island) => {
  const inView = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && wake());
  const wake = async () => {
    inView.disconnect();
    removeEventListener(allShown, wake);
    await (await load())();
  };
  addEventListener(allShown, wake);
  // The island has no box of its own.
  for (const child of island.children) inView.observe(child);
};

export default shown;
