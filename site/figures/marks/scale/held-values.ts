/** What a picture of many numbers shows: they are not in the page's text, but belong to the figure's numbers. */
export interface HeldValues {
  /** The API's name of the whole, e.g. `query.8[10][3]`; each element's is followed by its indices. */
  readonly tensor: string;
  /** Row-major. */
  readonly values: ArrayLike<number>;
  readonly shape: readonly number[];
  /** The name of each element, where it is not the whole's with its indices. */
  readonly nameOf?: (index: number) => string;
}

const held = new WeakMap<Element, () => HeldValues>();

/** An attachment: `{@attach holdValues(() => ({ tensor, values, shape: [64] }))}`. */
export function holdValues(read: () => HeldValues): (element: Element) => () => void {
  return (element) => {
    held.set(element, read);
    return () => held.delete(element);
  };
}

export function heldValues(element: Element): HeldValues | undefined {
  return held.get(element)?.();
}
