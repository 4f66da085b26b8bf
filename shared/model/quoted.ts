const longest = 80;

/** A reader's own value as an error repeats it: in quotes, cut after 80 characters. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return JSON.stringify(cut(text));
}

/** The first 80 characters, and a sign that there are more. Controls are replaced: they would be spelled with six. */
export function cut(text: string): string {
  const start = text
    .slice(0, longest)
    .toWellFormed()
    .replace(/\p{Cc}/gu, '\ufffd');
  return text.length <= longest ? start : `${start}…`;
}
