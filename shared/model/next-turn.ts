/** Resolves in the next turn of the event loop, once messages and disconnects that came meanwhile have been handled. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
