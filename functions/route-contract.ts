import type { z } from '@hono/zod-openapi';
import { codesOf, type ErrorStatus, errorCodes } from '../shared/api/error-codes.ts';
import { errorResponse } from '../shared/api/error-schema.ts';
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

/** What an error of this status means, by its codes. */
const error = (status: ErrorStatus, meaning: string, headers: object = requestId) => {
  const codes = codesOf(status).map((code) => `- \`${code}\`: ${errorCodes[code].when}`);
  const description = [meaning, '', ...codes].join('\n');
  return { description, headers: { ...headers }, content: { [json]: { schema: errorResponse } } } as const;
};

const tooManyRequests = error(429, 'Too many requests from one network.', { ...requestId, ...retryAfter });

/** The errors that any route can meet. */
export const serviceErrors = {
  404: error(404, 'No such model or path.'),
  405: error(405, 'The path has other methods.'),
  429: tooManyRequests,
  500: error(500, 'A fault of this service.'),
} as const;

/** `serviceErrors` and the client errors of any request with a text. */
export const errors = {
  400: error(400, 'The request is malformed; `param` is the path of the field.'),
  ...serviceErrors,
  406: error(406, 'Nothing that `Accept` names is served here.'),
  413: error(413, 'Too much at once; the message says what would fit.'),
  503: error(503, 'The model is loading or busy.', { ...requestId, ...retryAfter }),
} as const;

/** `errors` and what a body can have wrong. */
export const bodyErrors = {
  ...errors,
  408: error(408, 'The body arrives too slowly.'),
  415: error(415, 'The body is not declared as JSON, or compressed.'),
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
