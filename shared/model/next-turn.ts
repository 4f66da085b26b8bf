/** Ends this turn of the event loop: what arrived, left or went away meanwhile is seen before the promise resolves. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
