import { isCalm } from './is-calm.ts';

/** A box on the screen. */
export type Place = Pick<DOMRect, 'left' | 'top' | 'width' | 'height'>;

interface Flight {
  /** In milliseconds. */
  readonly duration: number;
  readonly delay?: number;
}

/**
 * Animates an element from a box to its present place, so that the eye takes both for one thing. Other animations of
 * the element end. With reduced motion nothing is animated.
 */
export function flyFrom(element: Element, from: Place, { duration, delay = 0 }: Flight): void {
  if (isCalm()) return;
  for (const running of element.getAnimations()) running.cancel();
  const to = element.getBoundingClientRect();
  if (to.width === 0 || to.height === 0) return;
  const [x, y] = [from.left - to.left, from.top - to.top];
  const scale = `scale(${from.width / to.width}, ${from.height / to.height})`;
  if (Math.hypot(x, y) < 1 && from.width === to.width) return;
  const start = { transform: `translate(${x}px, ${y}px) ${scale}`, transformOrigin: '0 0' };
  const end = { transform: 'none', transformOrigin: '0 0' };
  element.animate([start, end], { duration, delay, easing: 'cubic-bezier(.3, .1, .2, 1)', fill: 'backwards' });
}
