/** An answer with one field on each line, cut where it is long. */
export function shownAnswer(answer: object): string {
  const fields = Object.entries(answer).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${cut(JSON.stringify(value))}`,
  );
  return `{\n${fields.join(',\n')}\n}`;
}

function cut(text: string): string {
  return text.length <= 150 ? text : `${text.slice(0, 149)}…`;
}
