/** One card of an Anki cloze note: "{{c1::Paris}} is the capital of {{c2::France::country}}". */
export interface GapCard {
  /** The gap's name in the note, such as `c1`. */
  readonly gap: string;
  readonly front: string;
  readonly back: string;
}

/** A gap, or plain text. */
type Part = string | Deletion;

interface Deletion {
  readonly numbers: readonly string[];
  readonly hint: string;
  readonly parts: readonly Part[];
}

/** Deletions nested more deeply than this stay plain text. */
const deepest = 8;

/**
 * The cards of a cloze note, one for each number in it. The front has the gap; the back has the missing words, the
 * whole text and the note's other field. Empty where the text has no complete gap.
 */
export function gapCards(text: string, extra: string): GapCard[] {
  const parts = readParts(text);
  const gaps = [...new Set(parts.flatMap(numbersOf))].toSorted((a, b) => Number(a) - Number(b));
  return gaps.map((number) => {
    const whole = parts.map((part) => shown(part, undefined)).join('');
    const hidden = parts.flatMap((part) => hiddenIn(part, number));
    return {
      gap: `c${number}`,
      front: parts.map((part) => shown(part, number)).join(''),
      back: [hidden.join(', '), whole, extra.trim()].filter(Boolean).join('\n\n'),
    };
  });
}

const openings = /\{\{c(\d{1,3}(?:,\d{1,3})*)::|\}\}/g;

interface Open {
  readonly numbers: readonly string[];
  readonly mark: string;
  readonly parts: Part[];
}

/** Reads the text in one pass. A gap that is never closed stays plain text. */
function readParts(text: string): Part[] {
  const open: Open[] = [{ numbers: [], mark: '', parts: [] }];
  let at = 0;
  for (const match of text.matchAll(openings)) {
    open.at(-1)!.parts.push(text.slice(at, match.index));
    at = match.index + match[0].length;
    if (match[1] && open.length <= deepest) open.push({ numbers: match[1].split(','), mark: match[0], parts: [] });
    else if (!match[1] && open.length > 1) {
      const closed = open.pop()!;
      open.at(-1)!.parts.push(deletionOf(closed));
    } else open.at(-1)!.parts.push(match[0]);
  }
  open.at(-1)!.parts.push(text.slice(at));
  return open.flatMap(({ mark, parts }) => [mark, ...parts]);
}

/** The words after the last `::` are the hint. */
function deletionOf({ numbers, parts }: Open): Deletion {
  const last = parts.at(-1);
  const hintAt = typeof last === 'string' ? last.lastIndexOf('::') : -1;
  if (typeof last !== 'string' || hintAt < 0) return { numbers, hint: '...', parts };
  return { numbers, hint: last.slice(hintAt + 2) || '...', parts: [...parts.slice(0, -1), last.slice(0, hintAt)] };
}

function numbersOf(part: Part): string[] {
  return typeof part === 'string' ? [] : [...part.numbers, ...part.parts.flatMap(numbersOf)];
}

/** The part's text on the front of a card. @param number of the gap that is hidden; undefined: none is */
function shown(part: Part, number: string | undefined): string {
  if (typeof part === 'string') return part;
  if (number !== undefined && part.numbers.includes(number)) return `[${part.hint}]`;
  return part.parts.map((inner) => shown(inner, number)).join('');
}

function hiddenIn(part: Part, number: string): string[] {
  if (typeof part === 'string') return [];
  if (part.numbers.includes(number)) return [part.parts.map((inner) => shown(inner, undefined)).join('')];
  return part.parts.flatMap((inner) => hiddenIn(inner, number));
}
