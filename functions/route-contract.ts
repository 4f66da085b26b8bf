import type { z } from '@hono/zod-openapi';
import { errorResponse } from '../shared/api/errors.ts';
import { json, npy, safetensors } from '../shared/api/media-types.ts';

/** The groups in which the reference lists the routes. */
export const tags = {
  inside: { name: 'Inside BERT', description: 'Attention and every other intermediate of the forward pass.' },
  tasks: { name: 'Tasks', description: 'What BERT is used for: sentence vectors, masked words, tokens.' },
  service: { name: 'Service', description: 'Which models there are, and how they are.' },
} as const;

const requestId = {
  'x-request-id': {
    description: 'Names this request; the one that was sent, where there was one.',
    schema: { type: 'string' },
    example: '0b9f6a52-9a5e-4a0c-8f1e-3f6d1c2b7a90',
  },
} as const;

const retryAfter = {
  'retry-after': {
    description: 'Seconds after which trying again makes sense.',
    schema: { type: 'integer', minimum: 1 },
    example: 1,
  },
} as const;

const error = (description: string, headers: object = requestId) =>
  ({ description, headers: { ...headers }, content: { [json]: { schema: errorResponse } } }) as const;

/** The errors that any route can meet. */
export const serviceErrors = {
  404: error('No such model or path: `model_not_found`, `not_found`.'),
  405: error('The path has other methods; `Allow` lists them: `method_not_allowed`.'),
  429: error('Too many requests from one address, try again after `Retry-After` seconds: `rate_limit_exceeded`.', {
    ...requestId,
    ...retryAfter,
  }),
  500: error('Something went wrong here; `x-request-id` names the request in a report.'),
} as const;

/** Those, and what a request with a text can have wrong. */
export const errors = {
  400: error(
    'The request is malformed; `param` names the field: `missing_field`, `unknown_field`, `invalid_value`, `out_of_range`, `empty_text`, `context_length_exceeded` and others.',
  ),
  ...serviceErrors,
  406: error('Nothing that `Accept` names is served here: `not_acceptable`.'),
  413: error(
    'Too much at once; the message says what would fit: `tensor_too_large`, `too_many_tokens`, `too_many_inputs`, `body_too_large`.',
  ),
  429: error('Too many requests from one address, try again after `Retry-After` seconds: `rate_limit_exceeded`.', {
    ...requestId,
    ...retryAfter,
  }),
  503: error(
    'The model is loading or busy, try again after `Retry-After` seconds: `overloaded`, `answers_waiting`, `model_load_stalled`, `model_load_failed`, `model_not_deployed`.',
    { ...requestId, ...retryAfter },
  ),
} as const;

/** Those, and what a body can have wrong. */
export const bodyErrors = {
  ...errors,
  415: error('The body is not declared as JSON: `unsupported_media_type`.'),
} as const;

/** A required JSON body. */
export function jsonBody<T extends z.ZodType>(schema: T) {
  return { body: { required: true, content: { [json]: { schema } } } } as const;
}

/** A JSON answer. */
export function jsonAnswer<T extends z.ZodType>(schema: T, description: string) {
  return { description, headers: requestId, content: { [json]: { schema } } } as const;
}

const binary = (description: string) => ({ schema: { type: 'string', format: 'binary', description } }) as const;

/** An answer of tensors: JSON, safetensors or one NumPy array, as `Accept` says. */
export function tensorAnswer<T extends z.ZodType>(schema: T, description: string) {
  return {
    description,
    headers: requestId,
    content: {
      [json]: { schema },
      [safetensors]: binary('The tensors by name and `input_ids`, exact; the other fields as `__metadata__`.'),
      [npy]: binary('The one tensor that was asked for, exact.'),
    },
  } as const;
}
