/** Numbers and words of one row. */
const isRow = (value: unknown) =>
  Array.isArray(value) && value.every((item) => typeof item !== 'object' || item === null);

/** JSON with one row of a table a line, so that a change of a few numbers is a change of a few lines. */
export function written(measured: object): string {
  return `${lines(measured)}\n`;
}

function lines(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null || isRow(value) || isFlat(value)) return JSON.stringify(value);
  const inner = `${indent} `;
  if (Array.isArray(value)) return `[\n${value.map((item) => inner + lines(item, inner)).join(',\n')}\n${indent}]`;
  const fields = Object.entries(value).filter(([, item]) => item !== undefined);
  return `{\n${fields.map(([name, item]) => `${inner}${JSON.stringify(name)}: ${lines(item, inner)}`).join(',\n')}\n${indent}}`;
}

/** An object whose values are numbers, words and rows. */
const isFlat = (value: object) =>
  !Array.isArray(value) && Object.values(value).every((item) => typeof item !== 'object' || isRow(item));
