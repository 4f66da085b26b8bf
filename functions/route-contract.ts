import type { z } from '@hono/zod-openapi';
import { errorResponse } from '../shared/api/errors.ts';
import { json, npy, safetensors } from '../shared/api/media-types.ts';

const error = (description: string) => ({ description, content: { [json]: { schema: errorResponse } } }) as const;

/** The errors that a request with a text can meet. */
export const errors = {
  400: error('The request is malformed; `param` names the field.'),
  404: error('No such model or path.'),
  406: error('Nothing that `Accept` names is served here.'),
  413: error('Too much at once; the message says what would fit.'),
  429: error('Too many requests from one address: try again after `Retry-After` seconds.'),
  503: error('The model is loading or busy: try again after `Retry-After` seconds.'),
} as const;

/** Those, and what a body can have wrong. */
export const bodyErrors = { ...errors, 415: error('The body is not declared as JSON.') } as const;

/** A required JSON body. */
export function jsonBody<T extends z.ZodType>(schema: T) {
  return { body: { required: true, content: { [json]: { schema } } } } as const;
}

/** A JSON answer. */
export function jsonAnswer<T extends z.ZodType>(schema: T, description: string) {
  return { description, content: { [json]: { schema } } } as const;
}

const binary = { schema: { type: 'string', format: 'binary' } } as const;

/** An answer of tensors: JSON, safetensors or one NumPy array, as `Accept` says. */
export function tensorAnswer<T extends z.ZodType>(schema: T, description: string) {
  return { description, content: { [json]: { schema }, [safetensors]: binary, [npy]: binary } } as const;
}
