import type { z } from '@hono/zod-openapi';
import { inferenceErrorResponse } from '../../shared/api/dialects/hugging-face/contract.ts';
import { teiErrorResponse } from '../../shared/api/dialects/text-embeddings-inference/contract.ts';
import { errorCauses } from '../../shared/api/error-causes.ts';
import { type ErrorCode, errorCodes } from '../../shared/api/error-codes.ts';
import type { ApiError } from '../../shared/api/errors.ts';
import { json } from '../../shared/api/media-types.ts';

/** The statuses that errors of any dialect have. */
type DialectStatus = 400 | 404 | 405 | 406 | 408 | 413 | 415 | 422 | 429 | 500 | 503;

/** How a dialect tells its clients of an error. */
interface ErrorForm {
  /** Whether requests for this path speak the dialect. */
  readonly owns: (path: string) => boolean;
  readonly schema: z.ZodType;
  readonly status: (code: ErrorCode) => DialectStatus;
  readonly body: (error: ApiError) => object;
}

/** Too many requests at once: both dialects' clients know it by 429; at a 503 some of them ask again without waiting. */
const busy: readonly ErrorCode[] = ['overloaded', 'network_share_taken', 'answers_waiting'];

/** What is wrong with a body before any field of it is read. */
const unreadable: readonly ErrorCode[] = ['invalid_json', 'invalid_utf8', 'incomplete_body', 'invalid_request'];

/** https://github.com/huggingface/text-embeddings-inference/blob/main/router/src/http/server.rs */
const textEmbeddingsInference: ErrorForm = {
  owns: (path) => /^\/(embed|embed_all|similarity|tokenize|info)$/.test(path),
  schema: teiErrorResponse,
  status(code) {
    const status = errorCodes[code];
    if (busy.includes(code)) return 429;
    return status !== 400 || code === 'empty_text' || unreadable.includes(code) ? status : 422;
  },
  body: ({ message, code }) => ({ error: message, error_type: teiErrorType(code) }),
};

function teiErrorType(code: ErrorCode): z.output<typeof teiErrorResponse>['error_type'] {
  const status = errorCodes[code];
  if (busy.includes(code) || status === 429) return 'Overloaded';
  if (status === 503) return 'Unhealthy';
  if (status === 500) return 'Backend';
  return code === 'empty_text' ? 'Empty' : 'Validation';
}

const huggingFace: ErrorForm = {
  owns: (path) => /^\/hf(\/|$)/.test(path),
  schema: inferenceErrorResponse,
  status: (code) => (busy.includes(code) ? 429 : errorCodes[code]),
  body: ({ message }) => ({ error: message }),
};

const forms: readonly ErrorForm[] = [textEmbeddingsInference, huggingFace];

/** The form of errors at this path; undefined where it is OpenAI's. */
export function errorFormOf(path: string): ErrorForm | undefined {
  return forms.find((form) => form.owns(path));
}

/** The error answers of the routes that speak a dialect, each with what it means here. */
export function dialectErrors(path: string): Record<DialectStatus, ErrorAnswer> {
  const form = errorFormOf(path);
  if (form === undefined) throw new RangeError(`${path}: expected the path of a dialect`);
  const answers = new Map<DialectStatus, string[]>();
  for (const code of Object.keys(errorCodes) as ErrorCode[]) {
    const status = form.status(code);
    answers.set(status, [...(answers.get(status) ?? []), `- ${errorCauses[code]}`]);
  }
  const described = [...answers].map(([status, meanings]) => {
    const description = ['The request is not answered:', '', ...meanings].join('\n');
    return [status, { description, content: { [json]: { schema: form.schema } } }] as const;
  });
  return Object.fromEntries(described) as Record<DialectStatus, ErrorAnswer>;
}

interface ErrorAnswer {
  readonly description: string;
  readonly content: { readonly [json]: { readonly schema: z.ZodType } };
}
