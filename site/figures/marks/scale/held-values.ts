/** The numbers behind a picture of many cells. They are not in the page's text, but belong to the figure's numbers. */
export interface HeldValues {
  /** How the API names the whole, e.g. `query.8[10][3]`; an element's name adds its indices. */
  readonly tensor: string;
  /** Row-major. */
  readonly values: ArrayLike<number>;
  readonly shape: readonly number[];
  /** Name of each element, where it is not the whole's name with indices. */
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

/** The numbers that `holdValues` attached to an element. */
export function heldValues(element: Element): HeldValues | undefined {
  return held.get(element)?.();
}
