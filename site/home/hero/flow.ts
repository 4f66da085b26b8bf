/** A sentence's tokens and what flows between them: `token_mixing` of the API. */
export interface Flow {
  readonly tokens: readonly { readonly text: string; readonly special: boolean }[];
  /** [layers][n to][n from], 0..1 */
  readonly shares: readonly (readonly (readonly number[])[])[];
}

/** A token of one sentence, or of both where they agree. It keeps its place when the word is switched. */
export interface Slot {
  /** The token's index in each sentence; undefined where that sentence has no such token. */
  readonly in: readonly [number | undefined, number | undefined];
}

/**
 * The slots of both sentences in one row: tokens that both begin or end with share a slot, tokens that differ stand
 * side by side.
 */
export function slotsOf(first: Flow, second: Flow): Slot[] {
  const [a, b] = [first.tokens, second.tokens];
  const alike = (i: number, j: number) => a[i]?.text === b[j]?.text;
  let head = 0;
  while (head < Math.min(a.length, b.length) && alike(head, head)) head++;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && alike(a.length - 1 - tail, b.length - 1 - tail)) tail++;
  const between = Math.max(a.length, b.length) - head - tail;
  const middle = Array.from({ length: between }, (_, k): Slot => {
    const index = (count: number) => (head + k < count - tail ? head + k : undefined);
    return { in: [index(a.length), index(b.length)] };
  });
  return [
    ...Array.from({ length: head }, (_, k): Slot => ({ in: [k, k] })),
    ...middle,
    ...Array.from({ length: tail }, (_, k): Slot => ({ in: [a.length - tail + k, b.length - tail + k] })),
  ];
}

/**
 * What flows into one slot from every other in one of the sentences, [layers][slots]; 0 from a slot that the sentence
 * does not have.
 */
export function sharesInto({ shares }: Flow, slots: readonly Slot[], sentence: 0 | 1, to: number): number[][] {
  const row = slots[to]?.in[sentence];
  return shares.map((layer) =>
    slots.map((slot) => {
      const from = slot.in[sentence];
      return row === undefined || from === undefined ? 0 : layer[row]![from]!;
    }),
  );
}

/** The token of each slot in one of the sentences; an empty text where the sentence has none. */
export function tokensOf({ tokens }: Flow, slots: readonly Slot[], sentence: 0 | 1) {
  return slots.map((slot) => tokens[slot.in[sentence] ?? -1] ?? { text: '', special: false });
}

/** Interpolates between two squares of numbers, at `part` 0..1. */
export function between(from: readonly number[][], to: readonly number[][], part: number): number[][] {
  return to.map((row, layer) => row.map((value, k) => mix(from[layer]![k]!, value, part)));
}

/** Interpolates between two numbers, at `part` 0..1. */
export function mix(from: number, to: number, part: number): number {
  return from * (1 - part) + to * part;
}
