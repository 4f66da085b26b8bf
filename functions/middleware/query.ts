import type { MiddlewareHandler } from 'hono';
import { ApiError } from '../../shared/api/errors.ts';
import { cut } from '../../shared/model/quoted.ts';
import type { AppEnv } from '../env.ts';
import { hasRoute } from './has-route.ts';

/** Routes of OpenAI's contract, whose clients may add to an address what they like. */
const ofOtherClients = /^\/v1\/(?:embeddings|models)(?:\/|$)/;

/** The one path that reads its address; what it does not know it refuses itself. */
const read = '/v1/attention';

/**
 * Refuses an address whose escapes are no UTF-8, which would be read as if they were text, and one with fields where none
 * is read, whose sender would take the answer for one to them.
 */
export const expectQuery: MiddlewareHandler<AppEnv> = (context, next) => {
  const { search, searchParams } = new URL(context.req.url);
  expectUtf8(search);
  const [name] = searchParams.keys();
  if (name === undefined) return next();
  // HEAD is answered as GET is.
  const method = context.req.method === 'HEAD' ? 'GET' : context.req.method;
  if (hasRoute(context, method) && !readsQuery(context.req.path, method)) throw unread(name, method);
  return next();
};

function readsQuery(path: string, method: string): boolean {
  return ofOtherClients.test(path) || (path === read && method === 'GET');
}

function unread(name: string, method: string): ApiError {
  const param = cut(name);
  const expected = method === 'POST' ? 'expected the fields of a POST in its body' : 'expected no fields';
  return new ApiError('unknown_field', `${param}: ${expected}, found one in the address.`, { param });
}

/** Each run of escapes is a text of its own; a percent sign that begins none stands for itself. */
function expectUtf8(search: string): void {
  for (const [escapes] of search.matchAll(/(?:%[\da-f]{2})+/gi)) {
    try {
      decodeURIComponent(escapes);
    } catch (cause) {
      const message = `Expected an address whose escapes are UTF-8, found ${cut(escapes)}. Encode it as encodeURIComponent does.`;
      throw new ApiError('invalid_utf8', message, { cause });
    }
  }
}
