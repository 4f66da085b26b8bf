import { z } from 'zod';

/** The one error shape of the API, at every status: OpenAI's, so that its clients can read it. */
export const errorResponse = z
  .object({
    error: z
      .object({
        message: z.string().meta({
          description: 'What was expected, what was found, what to do.',
          examples: ['layers[1]: expected 0 to 11, found 12.'],
        }),
        type: z.enum(['invalid_request_error', 'rate_limit_error', 'server_error']).meta({
          description: '`rate_limit_error` with status 429, `server_error` from 500 on.',
          examples: ['invalid_request_error'],
        }),
        param: z
          .string()
          .nullable()
          .meta({
            description: 'Path of the field at fault; null where it is none.',
            examples: ['layers[1]'],
          }),
        code: z.string().meta({ description: 'Stable, for programs.', examples: ['out_of_range'] }),
      })
      .meta({ description: 'What went wrong.' }),
  })
  .meta({ id: 'ErrorResponse', description: 'Every answer that is not a success.' });

export type ErrorResponse = z.infer<typeof errorResponse>;

export type ErrorStatus = 400 | 404 | 405 | 406 | 413 | 415 | 429 | 500 | 503;

interface ErrorDetails {
  readonly param?: string;
  /** Seconds after which trying again makes sense. */
  readonly retryAfter?: number;
  readonly cause?: unknown;
}

/** An answer that is not a success: thrown anywhere below a route, written once, by the error middleware. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: ErrorStatus;
  readonly code: string;
  readonly param: string | null;
  readonly retryAfter: number | undefined;

  constructor(status: ErrorStatus, code: string, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.status = status;
    this.code = code;
    this.param = details.param ?? null;
    this.retryAfter = details.retryAfter;
  }

  /** The body on the wire. */
  toResponse(): ErrorResponse {
    const { message, param, code } = this;
    return { error: { message, type: errorType(this.status), param, code } };
  }
}

function errorType(status: ErrorStatus): ErrorResponse['error']['type'] {
  if (status === 429) return 'rate_limit_error';
  return status < 500 ? 'invalid_request_error' : 'server_error';
}
