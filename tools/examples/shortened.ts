/** Operations whose answers are too long to be shown whole. */
const tooLong: readonly string[] = ['listHeads', 'getHead'];
const shownItems = 2;

/** An answer as the reference shows it: of a long one, lists of objects end after the second. */
export function shortened(operationId: string, answer: unknown): unknown {
  return tooLong.includes(operationId) ? short(answer) : answer;
}

function short(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value))
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, short(item)]));
  return (value.some((item) => typeof item === 'object') ? value.slice(0, shownItems) : value).map(short);
}
