import type { z } from 'zod';

interface Meta {
  readonly description: string;
  readonly examples: readonly unknown[];
}

/**
 * A field of a request that may be left out or be null, which means the same, because programs in many languages send
 * null for an absent value.
 */
export function optional<T extends z.ZodType>(schema: T, meta: Meta) {
  return schema
    .nullish()
    .transform((value) => value ?? undefined)
    .meta({ ...meta, examples: [...meta.examples] });
}

/**
 * An optional field with a default. The default stands in the description and not under `default`, because generators
 * of clients treat a field with a default as one that must be sent.
 */
export function defaulted<T extends z.ZodType>(schema: T, fallback: z.output<T> & {}, meta: Meta) {
  return schema
    .nullish()
    .transform((value): z.output<T> & {} => value ?? fallback)
    .meta({
      ...meta,
      description: withFallback(meta.description, fallback),
      examples: [...meta.examples],
    });
}

/** A description that ends with the field's default. */
export function withFallback(description: string, fallback: unknown): string {
  return `${description} \`${JSON.stringify(fallback)}\` where absent.`;
}
