/** Requests on their way at once: the server lets one reader have few. */
const together = 3;

/**
 * Asks for one item after the other, a few at a time, until there is none left.
 * @param next the item whose turn it is, chosen anew each time; undefined when none is left
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
