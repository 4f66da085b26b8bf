import { prefersReducedMotion } from 'svelte/motion';

/**
 * Attachment of a keyed list: when the order of its items changes, each slides to its new place. Svelte's own
 * `animate:` would be part of what every page loads.
 * @param order read in order to be told of its changes
 * @param duration milliseconds
 */
export function slideItems(order: () => unknown, duration: number) {
  return (list: HTMLElement) => {
    let before = new Map<Element, DOMRect>();
    $effect.pre(() => {
      order();
      before = new Map(Array.from(list.children, (item) => [item, item.getBoundingClientRect()]));
    });
    $effect(() => {
      order();
      if (prefersReducedMotion.current) return;
      for (const item of list.children) slide(item, before.get(item), duration);
    });
  };
}

function slide(item: Element, from: DOMRect | undefined, duration: number): void {
  if (!from) return;
  const to = item.getBoundingClientRect();
  const [x, y] = [from.left - to.left, from.top - to.top];
  if (x === 0 && y === 0) return;
  item.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: 'none' }], { duration, easing: 'ease-out' });
}
