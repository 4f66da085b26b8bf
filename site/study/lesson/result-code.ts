import { type Lesson, writeLesson } from './lesson.ts';

/** Index of the option that was picked, in the order of the answer key; undefined where none was. */
export type Picked = number | undefined;

/** What a code says, or in words for the teacher why it says nothing. */
export type Decoded = { readonly answers: readonly Picked[] } | { readonly trouble: string };

/** Crockford's alphabet: no letter that is taken for a digit or for another letter. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const version = 1;
/** A question has four options, or is left open. */
const states = 5n;
/** Characters of the lesson's fingerprint, and of the sum that betrays a slip. */
const [printLength, sumLength] = [3, 2];
/** The largest prime that two characters hold. Any wrong character, and any two neighbours changed about, change the rest by it. */
const modulus = 1021n;

/**
 * A student's answers as a short code: version, fingerprint of the lesson, answers, check sum, in groups of four. It
 * names nobody.
 * @param answers one for each question of the lesson, in its order; options from 0 to 3
 */
export function encodeResult(lesson: Lesson, answers: readonly Picked[]): string {
  const packed = lesson.questions.reduceRight((sum, _, at) => sum * states + BigInt((answers[at] ?? -1) + 1), 0n);
  const body = alphabet[version]! + fingerprint(lesson) + inAlphabet(packed, lengthFor(lesson.questions.length));
  return (body + sumOf(body)).replace(/.{4}(?=.)/g, '$&-');
}

/** The answers of a code, as typed or pasted: small letters, spaces, and O for 0 are understood. */
export function decodeResult(lesson: Lesson, code: string): Decoded {
  const plain = normal(code);
  const length = 1 + printLength + lengthFor(lesson.questions.length) + sumLength;
  const [body, sum] = [plain.slice(0, -sumLength), plain.slice(-sumLength)];
  if (plain.length <= sumLength || [...plain].some((character) => !alphabet.includes(character)))
    return { trouble: 'This is not a result code.' };
  if (sumOf(body) !== sum) return { trouble: 'A character is wrong or missing: ask for the code again.' };
  if (plain[0] !== alphabet[version]) return { trouble: 'This is not a result code of this site’s version.' };
  if (plain.length !== length || body.slice(1, 1 + printLength) !== fingerprint(lesson))
    return { trouble: 'This is the code of another lesson.' };
  return unpacked(numberOf(body.slice(1 + printLength)), lesson.questions.length);
}

function unpacked(packed: bigint, count: number): Decoded {
  if (packed >= states ** BigInt(count)) return { trouble: 'This is not a result code.' };
  const answers = Array.from({ length: count }, (_, at) => Number((packed / states ** BigInt(at)) % states) - 1);
  return { answers: answers.map((answer) => (answer < 0 ? undefined : answer)) };
}

/** Characters that hold the answers to so many questions. */
function lengthFor(questions: number): number {
  return inAlphabet(states ** BigInt(questions) - 1n, 0).length;
}

/** FNV-1a of the lesson's link, cut to what three characters hold: tells one class' lesson from another's. */
function fingerprint(lesson: Lesson): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(writeLesson(lesson))) hash = Math.imul(hash ^ byte, 0x01000193);
  return inAlphabet(BigInt((hash >>> 0) % 32 ** printLength), printLength);
}

function sumOf(body: string): string {
  return inAlphabet((numberOf(body) * 32n ** BigInt(sumLength)) % modulus, sumLength);
}

function inAlphabet(value: bigint, length: number): string {
  const digits = value === 0n ? '' : alphabet[Number(value % 32n)]!;
  const whole = value < 32n ? digits : inAlphabet(value / 32n, 0) + digits;
  return whole.padStart(length, '0');
}

function numberOf(text: string): bigint {
  return [...text].reduce((sum, character) => sum * 32n + BigInt(alphabet.indexOf(character)), 0n);
}

function normal(code: string): string {
  return code.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
}
