import { allShown } from './wake-all.ts';

/**
 * An attachment that tells whether an element is near the visible part of the page. A page that is to stand on paper
 * shows everything.
 */
export function inSight(tell: (isSeen: boolean) => void): (element: Element) => () => void {
  return (element) => {
    const observer = new IntersectionObserver((entries) => tell(entries.at(-1)!.isIntersecting), {
      rootMargin: '400px',
    });
    const show = () => tell(true);
    observer.observe(element);
    addEventListener(allShown, show);
    return () => {
      observer.disconnect();
      removeEventListener(allShown, show);
    };
  };
}
