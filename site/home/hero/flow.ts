import { columnCentres, type FlowToken } from '../../figures/marks/flow/flow-layout.ts';

/** A sentence as its tokens and what flows between them: `token_mixing` of the API. */
export interface Flow {
  readonly tokens: readonly { readonly text: string; readonly special: boolean }[];
  /** [layers][n to][n from], 0..1 */
  readonly shares: readonly (readonly (readonly number[])[])[];
}

/** A token of one sentence, or of both where they agree: what keeps its place when the word is switched. */
export interface Slot {
  /** Its index in each sentence; undefined: that sentence has no such token. */
  readonly in: readonly [number | undefined, number | undefined];
}

/** Both sentences in one row: what begins and what ends alike is one slot, what differs stands side by side. */
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

/** What comes into one slot from every other, [layers][slots], of one of the sentences; 0 from what it does not have. */
export function sharesInto({ shares }: Flow, slots: readonly Slot[], sentence: 0 | 1, to: number): number[][] {
  const row = slots[to]?.in[sentence];
  return shares.map((layer) =>
    slots.map((slot) => {
      const from = slot.in[sentence];
      return row === undefined || from === undefined ? 0 : layer[row]![from]!;
    }),
  );
}

/** Each slot's text and place in one of the sentences; a slot that it has not gives its room to the one before. */
export function placeTokens(
  flow: Flow,
  slots: readonly Slot[],
  sentence: 0 | 1,
  first: number,
  last: number,
): FlowToken[] {
  const texts = slots.map((slot) => flow.tokens[slot.in[sentence] ?? -1]?.text ?? '');
  const centres = columnCentres(texts, first, last);
  return slots.map((slot, index) => ({
    text: texts[index]!,
    special: flow.tokens[slot.in[sentence] ?? -1]?.special ?? false,
    centre: centres[index]!,
  }));
}

/** Between two rows of numbers, or two squares of them, at `part` 0..1. */
export function between(from: readonly number[][], to: readonly number[][], part: number): number[][] {
  return to.map((row, layer) => row.map((value, k) => value * part + (from[layer]?.[k] ?? 0) * (1 - part)));
}
