import type { Context } from 'hono';
import { ApiError } from '../../shared/api/errors.ts';
import { json } from '../../shared/api/media-types.ts';
import { cut } from '../../shared/model/quoted.ts';
import { errorFormOf } from '../dialects/error-form.ts';
import type { AppEnv } from '../env.ts';
import { methodOf } from '../query-method.ts';

/**
 * Writes every error in the one error shape, or in that of the dialect whose path was asked. Nothing of the request's text
 * reaches the answer's trace or the log.
 */
export function onError(error: Error, context: Context<AppEnv>): Response {
  const apiError = error instanceof ApiError ? error : unforeseen(error, context);
  const headers = { 'cache-control': 'no-store', ...retryHeaders(apiError), ...encodingHeaders(apiError) };
  const form = errorFormOf(context.req.path);
  if (form !== undefined) return context.json(form.body(apiError), form.status(apiError.code), headers);
  return context.json(apiError.toResponse(), apiError.status, headers);
}

/** Answers 404 for a path that has no route. */
export function onNotFound(context: Context<AppEnv>): Response {
  const message = `No such path: ${cut(context.req.path)}. See /openapi.json for those there are.`;
  return onError(new ApiError('not_found', message), context);
}

/** Answers 405 for a path that has no route for this method, with the `Allow` header that RFC 9110 asks for. */
export function onMethodNotAllowed(context: Context<AppEnv>, methods: readonly string[]): Response {
  const queries = methods.includes('POST') ? ['QUERY'] : [];
  const allow = [...methods, ...queries, 'OPTIONS'].join(', ');
  const message = `${cut(context.req.path)}: expected ${allow}, found ${cut(methodOf(context.req.raw))}.`;
  const response = onError(new ApiError('method_not_allowed', message), context);
  response.headers.set('allow', allow);
  if (queries.length > 0) response.headers.set('accept-query', `"${json}"`);
  return response;
}

function unforeseen(error: Error, context: Context<AppEnv>): ApiError {
  const requestId = context.get('requestId');
  console.error(requestId, context.req.path, error.name, ...placesOf(error));
  return new ApiError('internal_error', `Something went wrong here. Report it with x-request-id ${requestId}.`);
}

/** The stack without its first lines: they hold the error's message, which may quote the request's text. */
function placesOf(error: Error): string[] {
  return (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
}

/**
 * Names the codings that are read, where a body came in another one.
 * https://www.rfc-editor.org/rfc/rfc9110#section-15.5.16
 */
function encodingHeaders({ code }: ApiError): Record<string, string> {
  return code === 'unsupported_content_encoding' ? { 'accept-encoding': 'identity' } : {};
}

function retryHeaders({ retryAfter }: ApiError): Record<string, string> {
  if (retryAfter === undefined) return {};
  return { 'retry-after': String(retryAfter), 'retry-after-ms': String(1000 * retryAfter) };
}
