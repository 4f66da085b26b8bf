/** Frames without a change after which a figure is taken to be at rest. */
const quietFrames = 3;
/** Milliseconds after which it is taken as it is, for one that plays by itself. */
const patience = 1000;

/**
 * Waits until nothing in a figure moves: what the browser animates is put to its end, and what a script moves, frame by
 * frame, is waited for.
 */
export async function atRest(figure: Element): Promise<void> {
  let quiet = 0;
  const watch = new MutationObserver(() => {
    quiet = 0;
  });
  watch.observe(figure, { subtree: true, childList: true, attributes: true, characterData: true });
  const until = performance.now() + patience;
  while (quiet < quietFrames && performance.now() < until) {
    quiet++;
    finishAnimations(figure);
    await frame();
  }
  finishAnimations(figure);
  watch.disconnect();
}

/** One without an end has no state of rest and is left alone. */
function finishAnimations(figure: Element): void {
  for (const animation of figure.getAnimations({ subtree: true }))
    if (Number.isFinite(animation.effect?.getComputedTiming().endTime)) animation.finish();
}

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
