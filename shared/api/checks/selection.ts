import { ApiError } from '../errors.ts';

/**
 * The asked 0-based indices, or all `count` of them where none are asked.
 * @throws ApiError 400 naming the first that does not exist.
 */
export function selection(field: 'layers' | 'heads', asked: readonly number[] | undefined, count: number): number[] {
  if (asked === undefined) return Array.from({ length: count }, (_, index) => index);
  const position = asked.findIndex((index) => index >= count);
  if (position < 0) return [...asked];
  const param = `${field}[${position}]`;
  throw new ApiError('out_of_range', `${param}: expected 0 to ${count - 1}, found ${asked[position]}.`, { param });
}

/** The asked 0-based index. @throws ApiError 400 naming the field where it does not exist. */
export function expectIndex(field: string, asked: number, count: number): number {
  if (asked < count) return asked;
  throw new ApiError('out_of_range', `${field}: expected 0 to ${count - 1}, found ${asked}.`, { param: field });
}
