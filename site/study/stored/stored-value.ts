import type { z } from './schema.ts';

/** Stored data that could not be read, unchanged. */
export interface Rejected {
  readonly value: unknown;
  /** What was expected instead, for the reader. */
  readonly reason: string;
}

/** A value that was read, and the parts that could not be. */
export interface ReadValue<Value> {
  readonly value: Value;
  readonly rejected: readonly Rejected[];
}

/** The data were stored by a later version of the site than this one, so nothing is read and nothing is overwritten. */
export class StoredByLaterVersion extends Error {
  constructor(what: string, expected: number, found: number) {
    super(
      `${what}: expected version ${expected} or earlier, found version ${found}, stored by a later version of this page. Reload the page.`,
    );
    this.name = 'StoredByLaterVersion';
  }
}

/** Converts a stored object of one version into the next version. */
export type Migration = (stored: Record<string, unknown>) => Record<string, unknown>;

/**
 * Converts a stored object to the current version, `migrations.length + 1`; `migrations[0]` converts version 1 into 2.
 * @returns undefined where it is no object with a version
 * @throws StoredByLaterVersion
 */
export function migrate(
  what: string,
  stored: unknown,
  migrations: readonly Migration[],
): Record<string, unknown> | undefined {
  if (typeof stored !== 'object' || stored === null || !('version' in stored)) return undefined;
  const { version } = stored;
  const current = migrations.length + 1;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) return undefined;
  if (version > current) throw new StoredByLaterVersion(what, current, version);
  return migrations
    .slice(version - 1)
    .reduce<Record<string, unknown>>(
      (value, next, index) => ({ ...next(value), version: version + index + 1 }),
      stored as Record<string, unknown>,
    );
}

/** Reads each item of a stored list on its own, so that a broken item costs only itself. */
export function readItems<Item>(what: string, stored: unknown, schema: z.ZodType<Item>): ReadValue<Item[]> {
  if (!Array.isArray(stored)) {
    return { value: [], rejected: [{ value: stored, reason: `${what}: expected a list, found ${nameOf(stored)}` }] };
  }
  const value: Item[] = [];
  const rejected: Rejected[] = [];
  stored.forEach((item: unknown, index) => {
    const read = schema.safeParse(item);
    if (read.success) value.push(read.data);
    else rejected.push({ value: item, reason: `${what}[${index}]${firstIssue(read.error)}` });
  });
  return { value, rejected };
}

/** The items without repeated names; the first of a name stays. */
export function withoutRepeats<Item>(
  what: string,
  { value, rejected }: ReadValue<Item[]>,
  nameItem: (item: Item) => string,
): ReadValue<Item[]> {
  const seen = new Set<string>();
  const kept: Item[] = [];
  const repeated: Rejected[] = [];
  for (const item of value) {
    const name = nameItem(item);
    if (seen.has(name)) repeated.push({ value: item, reason: `${what}: expected ${name} once, found it again` });
    else kept.push(item);
    seen.add(name);
  }
  return { value: kept, rejected: [...rejected, ...repeated] };
}

/** The kind of a value, in words for the reader. */
export function nameOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : typeof value;
}

function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  return `${issue?.path.map((key) => `.${String(key)}`).join('') ?? ''}: ${issue?.message ?? 'not readable'}`;
}
