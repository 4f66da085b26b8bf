/**
 * Most bytes of float32 outputs that one forward pass hands out: what an isolate of 128 MB has beside its model.
 * Asking for more costs further passes, not more memory.
 */
export const maxPassBytes = 8 * 2 ** 20;

/** Cuts a list into runs of at most `maxPassBytes`, in order; something larger than that has a run of its own. */
export function passes<T>(wanted: readonly T[], bytesOf: (item: T) => number): T[][] {
  const runs: T[][] = [];
  let bytes = 0;
  for (const item of wanted) {
    const size = bytesOf(item);
    const fits = bytes + size <= maxPassBytes;
    bytes = fits ? bytes + size : size;
    const run = runs.at(-1);
    if (fits && run !== undefined) run.push(item);
    else runs.push([item]);
  }
  return runs;
}
