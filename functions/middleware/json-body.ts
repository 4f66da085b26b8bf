import type { Context, MiddlewareHandler } from 'hono';
import { ApiError } from '../../shared/api/errors.ts';
import { bytesInWords, limits } from '../../shared/api/limits.ts';
import { json } from '../../shared/api/media-types.ts';
import { parseJson } from '../../shared/api/validation.ts';
import { quoted } from '../../shared/model/quoted.ts';
import { drain, readUpload } from '../admission/upload.ts';
import type { AppEnv } from '../env.ts';
import { hasRoute } from './has-route.ts';

/**
 * Reads the body of a request that was refused before its body was read. Otherwise workerd closes the connection, and
 * the client's next request fails with it.
 */
export const takeBody: MiddlewareHandler<AppEnv> = async (context, next) => {
  await next();
  await drain(context.req.raw.body);
};

/**
 * Reads the body of a POST that has a route, once, and keeps its bytes and its JSON value for later handlers. The body
 * takes room from its first byte until the request is answered or the client disconnects.
 */
export const readJson: MiddlewareHandler<AppEnv> = async (context, next) => {
  if (!takesBody(context)) return next();
  expectJson(context.req.header('content-type'));
  expectIdentity(context.req.header('content-encoding'));
  const { body, signal } = context.req.raw;
  const upload = context.var.resident.inbox.open(announcedBytes(context));
  signal.addEventListener('abort', upload.leave, { once: true });
  try {
    if (body !== null) await receive(body, upload.append);
    keep(context, upload.complete());
    await next();
  } finally {
    forget(context);
    upload.leave();
  }
};

/** Lets go of the body in every form: work that goes on while its answer is sent keeps the context. */
function forget(context: Context<AppEnv>): void {
  context.set('body', undefined);
  context.req.json = async <T>() => undefined as T;
  context.req.addValidatedData('json', {});
}

function takesBody(context: Context<AppEnv>): boolean {
  return context.req.method === 'POST' && hasRoute(context);
}

/** A missing content-type counts as JSON, the only form that a body can have. */
function expectJson(contentType: string | undefined): void {
  if (contentType === undefined || contentType.trim() === '') return;
  const [type, ...parameters] = contentType.split(';').map((part) => part.trim().toLowerCase());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length);
  const isUtf8 = charset === undefined || /^"?utf-?8"?$/.test(charset);
  if (type === json && isUtf8) return;
  const message = `content-type: expected ${json} in UTF-8, found ${quoted(contentType)}. Send the header "content-type: ${json}".`;
  throw new ApiError('unsupported_media_type', message, { param: 'content-type' });
}

function expectIdentity(contentEncoding: string | undefined): void {
  const found = contentEncoding?.trim().toLowerCase() ?? '';
  if (found === '' || found === 'identity') return;
  const message = `content-encoding: expected identity, found ${quoted(contentEncoding)}. Send the body as it is.`;
  throw new ApiError('unsupported_content_encoding', message, { param: 'content-encoding' });
}

/**
 * The announced length of the body, or the most that is allowed where none is announced.
 * @throws ApiError 413 where it is too long.
 */
function announcedBytes(context: Context<AppEnv>): number {
  const announced = Number(context.req.header('content-length') ?? limits.bodyBytes);
  if (announced > limits.bodyBytes) throw bodyTooLarge(bytesInWords(announced));
  return announced;
}

async function receive(body: ReadableStream<Uint8Array>, append: (chunk: Uint8Array) => void): Promise<void> {
  let bytes = 0;
  await readUpload(body, (chunk) => {
    bytes += chunk.length;
    if (bytes > limits.bodyBytes) throw bodyTooLarge('more');
    append(chunk);
  });
}

/** Hands hono's validator the value that was read here, and the content-type that it expects. */
function keep(context: Context<AppEnv>, bytes: Uint8Array<ArrayBuffer>): void {
  const value = parse(bytes);
  const { url, method, headers: found, signal } = context.req.raw;
  const headers = new Headers(found);
  headers.set('content-type', json);
  context.req.raw = new Request(url, { method, headers, signal });
  context.req.json = async <T>() => value as T;
  context.set('body', { bytes, value });
}

/**
 * The JSON value of a body; a byte order mark at its start is ignored.
 * @throws ApiError 400 where it is no UTF-8 or no JSON.
 */
function parse(bytes: Uint8Array): unknown {
  return parseJson(decode(bytes));
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw notUtf8(cause);
  }
}

function notUtf8(cause: unknown): ApiError {
  const message = 'Expected a body in UTF-8, found bytes that are none. Encode it as UTF-8.';
  return new ApiError('invalid_utf8', message, { cause });
}

function bodyTooLarge(found: string): ApiError {
  const message = `Expected a body of at most ${bytesInWords(limits.bodyBytes)}, found ${found}. Send it in several requests.`;
  return new ApiError('body_too_large', message);
}
