import { quoted } from '../model/quoted.ts';
import { ApiError } from './errors.ts';

export const json = 'application/json';
export const safetensors = 'application/vnd.safetensors';
export const npy = 'application/x-npy';
/** One JSON text a line, each sent as soon as it is known. */
export const ndjson = 'application/x-ndjson';

/** Tables, in answers that no model computes. */
export const csv = 'text/csv';

export type MediaType = typeof json | typeof safetensors | typeof npy | typeof ndjson;

interface Range {
  readonly type: string;
  /** 0 to 1; 0 refuses the type. */
  readonly quality: number;
}

/**
 * The served media type that an `Accept` header likes best (RFC 9110, 12.5.1): highest q; among equals the one named
 * most exactly; then the first served. No header accepts everything.
 * @throws ApiError 406 listing what is served.
 */
export function negotiate<T extends string>(accept: string | undefined, served: readonly [T, ...T[]]): T {
  if (accept === undefined || accept.trim() === '') return served[0];
  const ranges = accept.split(',').map(parseRange);
  const rated = served.map((type) => ({ type, ...rate(type, ranges) })).filter(({ quality }) => quality > 0);
  const best = rated.sort((a, b) => b.quality - a.quality || b.exactness - a.exactness)[0];
  if (best !== undefined) return best.type;
  throw new ApiError('not_acceptable', `Accept: expected one of ${served.join(', ')}, found ${quoted(accept)}.`, {
    param: 'accept',
  });
}

function parseRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const q = parameters.find((parameter) => parameter.startsWith('q='));
  const quality = q === undefined ? 1 : Number(q.slice(2));
  return { type, quality: quality >= 0 && quality <= 1 ? quality : 0 };
}

/** How much a client likes a type: the most exact range that covers it decides. */
function rate(type: string, ranges: readonly Range[]): { quality: number; exactness: number } {
  const patterns = ['*/*', `${type.split('/')[0]}/*`, type];
  for (const exactness of [2, 1, 0]) {
    const range = ranges.find((candidate) => candidate.type === patterns[exactness]);
    if (range !== undefined) return { quality: range.quality, exactness };
  }
  return { quality: 0, exactness: 0 };
}
