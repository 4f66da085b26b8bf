/** Operations whose answers are too long to be shown whole. */
const tooLong: readonly string[] = ['listHeads', 'getHead'];
const shownItems = 2;

/** Operations that answer with whole vectors. */
const wholeVectors: readonly string[] = ['teiEmbedAll'];
const shownNumbers = 4;

/** An answer as the reference shows it: of a long one, lists of objects end after the second, vectors after the fourth number. */
export function shortened(operationId: string, answer: unknown): unknown {
  if (wholeVectors.includes(operationId)) return withShortVectors(answer);
  return tooLong.includes(operationId) ? short(answer) : answer;
}

function withShortVectors(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return typeof value[0] === 'number' ? value.slice(0, shownNumbers) : value.map(withShortVectors);
}

function short(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value))
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, short(item)]));
  return (value.some((item) => typeof item === 'object') ? value.slice(0, shownItems) : value).map(short);
}
