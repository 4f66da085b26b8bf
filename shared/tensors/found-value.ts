const mostItems = 8;
const mostLetters = 60;

/** A value of a file for the end of an error message: as JSON, but short however long or deep it is. */
export function foundValue(value: unknown): string {
  if (!Array.isArray(value)) return flat(value);
  const items = value.slice(0, mostItems).map(flat);
  return `[${[...items, ...(value.length > mostItems ? ['...'] : [])]}]`;
}

function flat(value: unknown): string {
  if (Array.isArray(value)) return '[...]';
  if (typeof value === 'object' && value !== null) return '{...}';
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > mostLetters ? `${text.slice(0, mostLetters)}...` : text;
}
