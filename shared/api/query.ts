import { z } from 'zod';
import { withFallback } from './optional.ts';

type QueryValue = string | string[] | undefined;

interface Meta {
  readonly description: string;
  readonly examples: readonly unknown[];
}

/** A field of a query string that may be left out; `?model=` says nothing either. */
export function queryField<T extends z.ZodType>(schema: T, { description, examples }: Meta) {
  return z.preprocess(absentIfEmpty, schema.optional()).meta({ description, examples: [...examples] });
}

/** The same, with what it is where it is absent. */
export function queryDefaulted<T extends z.ZodType>(schema: T, fallback: z.output<T> & {}, meta: Meta) {
  return z
    .preprocess(absentIfEmpty, schema.optional())
    .transform((value): z.output<T> & {} => value ?? fallback)
    .meta({ description: withFallback(meta.description, fallback), examples: [...meta.examples] });
}

function absentIfEmpty(value: QueryValue): QueryValue {
  return value === '' ? undefined : value;
}

/** A list in a query string, with commas or by repeating the field: `layers=0,3`, `layers=0&layers=3`. */
export function queryList<T extends z.ZodType>(list: T, { description, examples }: Meta) {
  const items = { type: 'integer' as const, minimum: 0, maximum: 11 };
  return z
    .preprocess((value: QueryValue, context) => {
      const written = [value ?? []].flat().flatMap((part) => part.split(',').map((item) => item.trim()));
      if (written.every((item) => item === '')) return undefined;
      if (written.every((item) => /^\d+$/.test(item))) return written.map(Number);
      const message = 'expected whole numbers with commas between them, e.g. 0,3';
      context.addIssue({ code: 'custom', message, params: { code: 'invalid_value' } });
      return undefined;
    }, list)
    .meta({ type: 'array', items, description, examples: [...examples] });
}

/** A yes or no in a query string, as programs spell it: true, True, 1. No where it is absent. */
export function queryFlag({ description, examples }: Meta) {
  return z
    .preprocess(
      (value: QueryValue) => (typeof value === 'string' ? spelled(value) : value),
      z.enum(['true', 'false']).optional(),
    )
    .transform((value) => value === 'true')
    .meta({ type: 'boolean', description: withFallback(description, false), examples: [...examples] });
}

const spellings: Readonly<Record<string, string | undefined>> = { '': undefined, '1': 'true', '0': 'false' };

function spelled(value: string): string | undefined {
  const lower = value.trim().toLowerCase();
  return Object.hasOwn(spellings, lower) ? spellings[lower] : lower;
}
