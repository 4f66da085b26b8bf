import { isCalm } from '../../../ui/is-calm.ts';

/** Milliseconds for which a picture must be in view before its answer slides in: time to make a guess beside it. */
const moment = 1000;

/**
 * Attachment of a picture whose `data-answer` parts slide in once it has been in view for a moment. They are in the
 * page all the while, for screen readers too. With reduced motion, or where the picture is in view already, they show
 * at once. They never wait for a guess.
 */
export function drawnIn(picture: HTMLElement): (() => void) | undefined {
  if (isCalm() || isInView(picture)) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wasSeen = false;
  const draw = () => {
    stop();
    picture.classList.replace('coming', 'drawing');
  };
  /** A guess that is being dragged is finished first. */
  const drawSoon = () => {
    timer = setTimeout(() => (picture.querySelector('.ghost-hold:active') ? drawSoon() : draw()), moment);
  };
  const watch = new IntersectionObserver(
    ([entry]) => {
      if (!entry?.isIntersecting) return wasSeen ? draw() : undefined;
      wasSeen = true;
      drawSoon();
    },
    { rootMargin: '-20% 0px' },
  );
  const stop = () => {
    clearTimeout(timer);
    watch.disconnect();
  };
  picture.classList.add('coming');
  watch.observe(picture);
  return stop;
}

/** What is in view already stays visible, because nothing that the reader has seen may vanish. */
function isInView(picture: HTMLElement): boolean {
  const { top, bottom } = picture.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}
