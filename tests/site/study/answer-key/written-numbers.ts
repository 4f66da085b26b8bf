/** A number as it is written. */
export interface WrittenNumber {
  readonly written: string;
  readonly value: number;
  /** The place of its last digit: 1 of "768", 0.1 of "2.7", 100,000 of "4.7 million". */
  readonly unit: number;
}

const million = 1_000_000;

/** All numbers of a text, in order; without those in names, `[@clark2019]`, `GPT-2`. */
export function writtenNumbers(text: string): WrittenNumber[] {
  return Array.from(text.matchAll(/(?<![\w@.,-])\d[\d,]*(?<!,)(?:\.\d+)?(?: million\b)?/g), ([written]) => {
    const scale = written.endsWith('million') ? million : 1;
    const digits = written.replaceAll(',', '').replace(' million', '');
    const places = digits.split('.')[1]?.length ?? 0;
    return { written, value: Number(digits) * scale, unit: scale / 10 ** places };
  });
}

/** Whether a value, rounded to the last digit that is written, is the number written. */
export function agrees(value: number, { value: written, unit }: WrittenNumber): boolean {
  return Math.abs(Math.round(value / unit) * unit - written) < unit / 1000;
}
