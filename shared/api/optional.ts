import type { z } from 'zod';

interface Meta {
  readonly description: string;
  readonly examples: readonly unknown[];
}

/** A field of a request that may be left out, or be null, which means the same: programs in many languages send it so. */
export function optional<T extends z.ZodType>(schema: T, meta: Meta) {
  return schema
    .nullish()
    .transform((value) => value ?? undefined)
    .meta({ ...meta, examples: [...meta.examples] });
}

/**
 * An optional field with what it is where it is absent. That stands in the description and not under `default`, because
 * generators of clients take a field with a default for one that must be sent.
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

/** A description that ends with what the field is where it is absent. */
export function withFallback(description: string, fallback: unknown): string {
  return `${description} \`${JSON.stringify(fallback)}\` where absent.`;
}
