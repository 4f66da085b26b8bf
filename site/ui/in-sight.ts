import { allShown } from './wake-all.ts';

/**
 * An attachment that tells whether an element is near the visible part of the page. A page that is to stand on paper
 * shows everything.
 * @param rootMargin how near
 */
export function inSight(tell: (isSeen: boolean) => void, rootMargin = '400px'): (element: Element) => () => void {
  return (element) => {
    const observer = new IntersectionObserver((entries) => tell(entries.at(-1)!.isIntersecting), { rootMargin });
    const show = () => tell(true);
    observer.observe(element);
    addEventListener(allShown, show);
    return () => {
      observer.disconnect();
      removeEventListener(allShown, show);
    };
  };
}
