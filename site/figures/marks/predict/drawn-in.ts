/** How long a picture is in view before its answer slides in, in milliseconds: time to set a guess beside it. */
const moment = 1000;

/**
 * Attachment of a picture whose `data-answer` parts slide in when it has been in view for a moment. They are on the page
 * all the while, for who reads without seeing too. Nothing waits where motion is not wanted or the picture is in view
 * already, and nothing ever waits for a guess: who scrolls past has drawn it.
 */
export function drawnIn(picture: HTMLElement): (() => void) | undefined {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches || isInView(picture)) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wasSeen = false;
  const draw = () => {
    stop();
    picture.classList.replace('coming', 'drawing');
  };
  /** A guess that is being dragged is let down first. */
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

/** What is on screen stays: nothing that was seen may vanish. */
function isInView(picture: HTMLElement): boolean {
  const { top, bottom } = picture.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}
