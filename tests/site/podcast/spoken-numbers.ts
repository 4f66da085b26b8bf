/** A number as it was said. */
export interface SpokenNumber {
  readonly words: string;
  readonly value: number;
  /** The place of its last digit that was said: 1000 of "three thousand", 0.1 of "seven point six". */
  readonly unit: number;
}

const ones =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';
const tens = '_ _ twenty thirty forty fifty sixty seventy eighty ninety';
const small = new Map([
  ...ones.split(' ').map((word, value) => [word, value] as const),
  ...tens.split(' ').map((word, index) => [word, 10 * index] as const),
]);
const large = new Map([
  ['hundred', 100],
  ['thousand', 1000],
]);
const isNumberWord = (word: string) => small.has(word) || large.has(word);

/** All numbers of a spoken text, in order: "seven hundred and sixty-eight", "zero point nine two". */
export function spokenNumbers(text: string): SpokenNumber[] {
  const words = text.toLowerCase().match(/[a-z]+|[.,:;?!"]/g) ?? [];
  const numbers: SpokenNumber[] = [];
  for (let at = 0; at < words.length; ) {
    const length = numberLength(words, at);
    if (length > 0) numbers.push(readNumber(words.slice(at, at + length)));
    at += Math.max(length, 1);
  }
  return numbers;
}

/** Words that belong to the number which begins here; 0 where none does. */
function numberLength(words: readonly string[], start: number): number {
  let end = start;
  while (end < words.length) {
    const joins = end > start && (words[end] === 'and' || words[end] === 'point') && isNumberWord(words[end + 1] ?? '');
    if (!joins && !isNumberWord(words[end]!)) break;
    end++;
  }
  return end - start;
}

function readNumber(words: readonly string[]): SpokenNumber {
  const point = words.indexOf('point');
  const whole = wholeNumber(point < 0 ? words : words.slice(0, point));
  const digits = point < 0 ? [] : words.slice(point + 1).map((word) => small.get(word) ?? Number.NaN);
  const value = Number(digits.length === 0 ? whole : `${whole}.${digits.join('')}`);
  return { words: words.join(' '), value, unit: digits.length === 0 ? lastPlace(whole) : 10 ** -digits.length };
}

function wholeNumber(words: readonly string[]): number {
  let [total, group] = [0, 0];
  for (const word of words) {
    if (word === 'thousand') [total, group] = [total + group * 1000, 0];
    else if (word === 'hundred') group *= 100;
    else group += small.get(word) ?? 0;
  }
  return total + group;
}

function lastPlace(whole: number): number {
  let place = 1;
  while (whole !== 0 && whole % (10 * place) === 0) place *= 10;
  return place;
}
