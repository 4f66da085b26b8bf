const longest = 80;

/** A client's value as an error repeats it: in quotes, cut after 80 characters. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return JSON.stringify(cut(text));
}

/**
 * The first 80 characters, with an ellipsis where there are more. Control characters are replaced, because JSON would
 * spell each with six.
 */
export function cut(text: string): string {
  const start = text
    .slice(0, longest)
    .toWellFormed()
    .replace(/\p{Cc}/gu, '\ufffd');
  return text.length <= longest ? start : `${start}…`;
}
