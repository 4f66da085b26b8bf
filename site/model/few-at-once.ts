/** Requests on their way at once. The server allows one client network only a few. */
const together = 3;

/**
 * Calls `ask` for one item after the other, a few at a time, until none is left.
 * @param next chooses the next item whenever there is room for one; undefined when none is left
 * @throws as `ask` does; the signal's reason when it is aborted
 */
export async function fewAtOnce<Item>(
  next: () => Item | undefined,
  ask: (item: Item) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const work = async () => {
    for (let item = next(); item !== undefined; item = next()) {
      signal?.throwIfAborted();
      await ask(item);
    }
  };
  await Promise.all(Array.from({ length: together }, work));
}
