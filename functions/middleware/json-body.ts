import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ApiError } from '../../shared/api/errors.ts';
import { bytesInWords, limits } from '../../shared/api/limits.ts';
import { json } from '../../shared/api/media-types.ts';
import type { AppEnv } from '../env.ts';
import { inbox } from '../models.ts';

/** A POST must say that it carries JSON. */
export const expectJson: MiddlewareHandler<AppEnv> = async (context, next) => {
  const found = context.req.header('content-type');
  if (context.req.method === 'POST' && found?.split(';')[0].trim().toLowerCase() !== json) {
    const message = `content-type: expected ${json}, found ${found === undefined ? 'none' : `"${found}"`}.`;
    throw new ApiError('unsupported_media_type', message, { param: 'content-type' });
  }
  await next();
};

/** A body that a refusal left unread is taken, or the connection closes under the sender's next request. */
export const takeBody: MiddlewareHandler<AppEnv> = async (context, next) => {
  await next();
  const { body, bodyUsed } = context.req.raw;
  if (!bodyUsed) await drain(body);
};

export const limitBody: MiddlewareHandler<AppEnv> = bodyLimit({
  maxSize: limits.bodyBytes,
  onError: async (context) => {
    await drain(context.req.raw.body);
    const found = context.req.header('content-length');
    const size = found === undefined ? 'more' : bytesInWords(Number(found));
    throw new ApiError(
      'body_too_large',
      `expected a body of at most ${bytesInWords(limits.bodyBytes)}, found ${size}. Send it in several requests.`,
    );
  },
});

/** What a body counts whose sender does not say how long it is. */
const unknownBytes = 2 ** 18;

/** A body counts from before it is read until its request is answered, or its sender goes away. */
export const countBody: MiddlewareHandler<AppEnv> = async (context, next) => {
  const { body, headers, signal } = context.req.raw;
  if (body === null) return next();
  const bytes = Number(headers.get('content-length') ?? unknownBytes);
  const leave = inbox.enter(Math.min(bytes, limits.bodyBytes));
  signal.addEventListener('abort', leave, { once: true });
  try {
    await next();
  } finally {
    leave();
  }
};

/** Takes what is left of a body, keeping nothing: a sender who is still sending would not read the answer. */
async function drain(body: ReadableStream | null): Promise<void> {
  if (body !== null && !body.locked) await body.pipeTo(new WritableStream());
}
