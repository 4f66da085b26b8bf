import { z } from '@hono/zod-openapi';
import { isAboutMany, ofItsForm } from '../shared/api/batch/about-many.ts';
import { errorCauses } from '../shared/api/error-causes.ts';
import { codesOf, type ErrorStatus } from '../shared/api/error-codes.ts';
import { errorResponse } from '../shared/api/error-schema.ts';
import { rateLimit } from '../shared/api/limits.ts';
import { csv, json, ndjson, npy, safetensors } from '../shared/api/media-types.ts';
import { otherForm } from '../shared/api/validation.ts';
import exampleAnswers from './example-answers.json' with { type: 'json' };

/** The groups of routes in the API reference. */
export const tags = {
  inside: { name: 'Inside BERT', description: 'Attention and every other intermediate of the forward pass.' },
  tasks: { name: 'Tasks', description: 'What BERT is used for: sentence vectors, masked words, tokens.' },
  dialects: {
    name: 'Other dialects',
    description:
      'The same models for clients of Text Embeddings Inference and of Hugging Face inference, with their fields, answers and errors.',
  },
  service: { name: 'Service', description: 'Which models there are, and how they are.' },
} as const;

const retryAfter = {
  'retry-after': {
    description: 'Seconds after which trying again makes sense.',
    schema: { type: 'integer', minimum: 1 },
    example: 1,
  },
  'retry-after-ms': {
    description: 'The same in milliseconds.',
    schema: { type: 'integer', minimum: 1 },
    example: 1000,
  },
} as const;

const everyAnswer = {
  'x-request-id': {
    description: 'Names this request; the one that was sent, where there was one.',
    schema: { type: 'string' },
    example: '0b9f6a52-9a5e-4a0c-8f1e-3f6d1c2b7a90',
  },
  'ratelimit-policy': {
    description: 'Where work is counted, as where it is deployed: so many units of one network in so many seconds.',
    schema: { type: 'string' },
    example: `"address";q=${rateLimit.units};w=${rateLimit.seconds}`,
  },
} as const;

const modelAnswer = {
  ...everyAnswer,
  'server-timing': {
    description: 'Milliseconds for the model to load, for its turn, and for its work.',
    schema: { type: 'string' },
    example: 'load;dur=0, queue;dur=1, model;dur=120',
  },
} as const;

const etag = {
  etag: {
    description: 'Names this answer. Send it as `If-None-Match`, and 304 says that nothing changed.',
    schema: { type: 'string' },
    example: '"5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03"',
  },
} as const;

const cacheControl = (seconds: number) =>
  ({
    'cache-control': {
      description: 'How long the answer may be kept.',
      schema: { type: 'string' },
      example: `public, max-age=${seconds}`,
    },
  }) as const;

const vary = {
  vary: {
    description: 'The answer depends on `Accept`.',
    schema: { type: 'string' },
    example: 'accept',
  },
} as const;

/** The description of an error status, made of its codes. */
const error = (status: ErrorStatus, meaning: string, headers: object = everyAnswer) => {
  const codes = codesOf(status).map((code) => `- \`${code}\`: ${errorCauses[code]}`);
  const description = [meaning, '', ...codes].join('\n');
  return { description, headers: { ...headers }, content: { [json]: { schema: errorResponse } } } as const;
};

const tooManyRequests = error(429, 'More work from one network than it may ask for in a minute.', {
  ...everyAnswer,
  ...retryAfter,
});

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
  503: error(503, 'The model is loading or busy.', { ...everyAnswer, ...retryAfter }),
} as const;

/** `errors` and what a body can have wrong. */
export const bodyErrors = {
  ...errors,
  408: error(408, 'The body arrives too slowly.'),
  415: error(415, 'The body is not declared as JSON, or compressed.'),
} as const;

/** A required JSON body; the answer's example is the answer to `example`. */
export function jsonBody<T extends z.ZodType>(schema: T, example: z.input<T>) {
  return { body: { required: true, content: { [json]: { schema, example } } } } as const;
}

/** What is said of one text or of many. In types it is the former, which is what this site's own client asks and reads. */
export function orMany<T extends z.ZodType>(one: T, many: z.ZodType): T {
  return z.union([one, many]) as unknown as T;
}

/**
 * A request about one text or many, which has `input`: whatever else is wrong with it is told of the form that is meant.
 * Null is absent here too, so a field of the other form may be null.
 */
export function oneOrMany<T extends z.ZodType>(one: T, many: z.ZodType): T {
  const only = (aboutMany: boolean, schema: z.ZodType) =>
    z.preprocess((value, context) => {
      if (isAboutMany(value) === aboutMany) return ofItsForm(value);
      context.addIssue({ code: 'custom', message: 'expected the other form', params: otherForm });
      return z.NEVER;
    }, schema);
  return orMany(only(false, one) as unknown as T, only(true, many));
}

const batchLines = {
  schema: { type: 'string', description: 'With `input`: a line of JSON for each text, its answer or its error.' },
} as const;

type OperationId = keyof typeof exampleAnswers;

/** A JSON answer that a model computed. */
export function jsonAnswer<T extends z.ZodType>(schema: T, description: string, id: OperationId) {
  return { description, headers: modelAnswer, content: { [json]: { schema, example: exampleAnswers[id] } } } as const;
}

/** The same in JSON or in one of the other media types, as `Accept` says. */
function negotiatedAnswer<T extends z.ZodType, Others>(
  schema: T,
  description: string,
  id: OperationId,
  others: Others,
) {
  const content = { [json]: { schema, example: exampleAnswers[id] }, ...others } as const;
  return { description, headers: { ...modelAnswer, ...vary }, content } as const;
}

/** A JSON answer that a model computed, also line by line. */
export function linesAnswer<T extends z.ZodType>(schema: T, description: string, id: OperationId) {
  const lines = { type: 'string', description: 'One JSON text a line, each sent as soon as it is known.' } as const;
  return negotiatedAnswer(schema, description, id, { [ndjson]: { schema: lines } } as const);
}

/** A JSON answer that needs no model and may be kept for so many seconds. */
export function keptAnswer<T extends z.ZodType>(schema: T, description: string, id: OperationId, seconds: number) {
  const headers = { ...everyAnswer, ...etag, ...(seconds > 0 && cacheControl(seconds)) };
  return { description, headers, content: { [json]: { schema, example: exampleAnswers[id] } } } as const;
}

/** The same, or a table in CSV as `Accept` says. */
export function keptTableAnswer<T extends z.ZodType>(schema: T, description: string, id: OperationId, seconds: number) {
  const answer = keptAnswer(schema, description, id, seconds);
  const table = { schema: { type: 'string', description: 'A line of names, then a row for each.' } } as const;
  return { ...answer, headers: { ...answer.headers, ...vary }, content: { ...answer.content, [csv]: table } } as const;
}

const binary = (description: string) => ({
  schema: { type: 'string' as const, format: 'binary' as const, description },
});

const safetensorsFile = binary('The tensors by name and `input_ids`, exact; the other fields as `__metadata__`.');

const batchFile = binary(
  `${safetensorsFile.schema.description} With \`input\` each name begins with the index of its text, \`0.input_ids\`, and \`errors\` in \`__metadata__\` has ` +
    'those of texts that have no tensors, also where changes carry numbers out of their type.',
);

/** An answer of more than one tensor: JSON or safetensors, as `Accept` says. */
export function matricesAnswer<T extends z.ZodType>(
  schema: T,
  description: string,
  id: OperationId,
  file = safetensorsFile,
) {
  return negotiatedAnswer(schema, description, id, { [safetensors]: file } as const);
}

/** A JSON answer about one text or many; for many also line by line. */
export function batchAnswer<T extends z.ZodType>(schema: T, description: string, id: OperationId) {
  return negotiatedAnswer(schema, description, id, { [ndjson]: batchLines } as const);
}

/** The file of similarities. */
export const similaritiesFile = binary(
  '`similarities`; with `tokens` also `token_similarities`, `contributions`, `0.input_ids` and `1.input_ids`. The other fields as `__metadata__`.',
);

/** The file of embeddings. */
export const vectorsFile = binary(
  '`embeddings` [texts, size]; of lists of vectors `0.embeddings` [vectors, size], `1.embeddings` ..., each beside the `input_ids` of its text. The other fields as `__metadata__`.',
);

const npyFile = binary(
  'The one tensor that was asked for, exact. What it would lose (`metrics`, `words`, a second tensor) is 406.',
);

/** An answer of tensors: JSON, safetensors or one NumPy array, as `Accept` says. */
export function tensorAnswer<T extends z.ZodType>(schema: T, description: string, id: OperationId) {
  return negotiatedAnswer(schema, description, id, { [safetensors]: safetensorsFile, [npy]: npyFile } as const);
}

/** An answer of tensors about one text or many. */
export function tensorBatchAnswer<T extends z.ZodType>(schema: T, description: string, id: OperationId) {
  const answer = tensorAnswer(schema, description, id);
  return { ...answer, content: { ...answer.content, [safetensors]: batchFile, [ndjson]: batchLines } } as const;
}

/** An answer of tensors to a GET: it may be kept for so many seconds, and revalidated by its ETag. */
export function keptTensorAnswer<T extends z.ZodType>(
  schema: T,
  description: string,
  id: OperationId,
  seconds: number,
) {
  const answer = tensorAnswer(schema, description, id);
  return { ...answer, headers: { ...answer.headers, ...etag, ...cacheControl(seconds) } } as const;
}

/** Sent to a client that already has the answer; no forward pass runs for it. */
export const notModified = {
  304: {
    description: 'The answer is still what `If-None-Match` names.',
    headers: { ...everyAnswer, ...etag },
  },
} as const;
