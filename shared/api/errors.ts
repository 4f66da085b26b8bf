import { type ErrorCode, type ErrorStatus, errorCodes } from './error-codes.ts';

/** OpenAI's kinds of errors. */
export const errorTypes = ['invalid_request_error', 'rate_limit_error', 'server_error'] as const;

/** The JSON body of every error. */
export interface ErrorResponse {
  readonly error: {
    readonly message: string;
    readonly type: (typeof errorTypes)[number];
    /** Path of the wrong field. */
    readonly param: string | null;
    readonly code: ErrorCode;
  };
}

interface ErrorDetails {
  readonly param?: string;
  /** Seconds after which a retry makes sense. */
  readonly retryAfter?: number;
  readonly cause?: unknown;
}

/** An error that the API answers with: thrown anywhere below a route, and written as JSON by whoever runs the route. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: ErrorStatus;
  readonly code: ErrorCode;
  readonly param: string | null;
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.status = errorCodes[code];
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
