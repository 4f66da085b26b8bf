/**
 * Where two JSON values differ, as paths: in their fields, in the lengths of their lists, in what is said. Numbers may be
 * 0.02 apart, sizes and checksums may be others.
 */
export function differences(found: unknown, expected: unknown, path = '$'): string[] {
  if (typeof found === 'number' && typeof expected === 'number') return near(found, expected) ? [] : [path];
  if (Array.isArray(found) && Array.isArray(expected)) {
    if (found.length !== expected.length) return [`${path}.length`];
    return found.flatMap((item, index) => differences(item, expected[index], `${path}[${index}]`));
  }
  if (isObject(found) && isObject(expected)) {
    const names = new Set([...Object.keys(found), ...Object.keys(expected)]);
    return [...names].flatMap((name) =>
      changeable.has(name) ? [] : differences(found[name], expected[name], `${path}.${name}`),
    );
  }
  return found === expected ? [] : [path];
}

/** What another conversion of the weights, or another moment, makes another. */
const changeable = new Set([
  'bytes',
  'sha256',
  'formats',
  'fidelity',
  'files',
  'memory_bytes',
  'queue_length',
  'state',
]);

function near(found: number, expected: number): boolean {
  return Math.abs(found - expected) <= 0.02;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
