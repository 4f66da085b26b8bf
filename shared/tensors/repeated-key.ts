/** A name, or another string, or where an object or a list begins or ends. */
const tokens = /(?<name>"(?:[^"\\]|\\.)*")(?=\s*:)|"(?:[^"\\]|\\.)*"|[{}[\]]/g;

/**
 * The first name that an object of a JSON text has twice; undefined where there is none. `JSON.parse` keeps the last of
 * them and says nothing.
 * @param json text that `JSON.parse` takes
 */
export function repeatedKey(json: string): string | undefined {
  const open: Set<string>[] = [];
  for (const { 0: token, groups } of json.matchAll(tokens)) {
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    if (groups?.name === undefined) continue;
    const name: string = JSON.parse(groups.name);
    const names = open[open.length - 1];
    if (names?.has(name)) return name;
    names?.add(name);
  }
  return undefined;
}
