import { fullPrecision } from '../marks/number/number-format.ts';
import { type HeldValues, heldValues } from '../marks/scale/held-values.ts';

/** One number of a figure. */
export interface NamedNumber {
  /** The API's name, as in `data-tensor`. */
  readonly name: string;
  /** With all its digits. */
  readonly value: string;
}

/** Every number of the model in a figure, printed or drawn, in the order of the page, each name once. */
export function figureNumbers(figure: Element): NamedNumber[] {
  const numbers = new Map<string, string>();
  for (const element of figure.querySelectorAll('*')) {
    for (const { name, value } of numbersOf(element)) if (!numbers.has(name)) numbers.set(name, value);
  }
  return Array.from(numbers, ([name, value]) => ({ name, value }));
}

function numbersOf(element: Element): NamedNumber[] {
  const holding = heldValues(element);
  if (holding) return elements(holding);
  const name = element.getAttribute('data-tensor');
  const value = element.getAttribute('value');
  return name !== null && value !== null ? [{ name, value }] : [];
}

/** The numbers of a picture, without NaN, which stands for numbers that have not arrived. */
function elements({ tensor, values, shape, nameOf }: HeldValues): NamedNumber[] {
  const name = nameOf ?? ((index: number) => `${bracketed(tensor)}${indices(index, shape)}`);
  return Array.from(values).flatMap((value, index) =>
    Number.isNaN(value) ? [] : [{ name: name(index), value: fullPrecision(value) }],
  );
}

/** Puts an expression into brackets, because an index would apply to its last operand only. */
function bracketed(tensor: string): string {
  return tensor.includes(' ') ? `(${tensor})` : tensor;
}

function indices(index: number, shape: readonly number[]): string {
  let left = index;
  const found = shape.toReversed().map((length) => {
    const at = left % length;
    left = (left - at) / length;
    return `[${at}]`;
  });
  return found.toReversed().join('');
}
