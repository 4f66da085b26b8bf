import type { Context, MiddlewareHandler } from 'hono';
import { ApiError } from '../../shared/api/errors.ts';
import { rateLimit } from '../../shared/api/limits.ts';
import { clientNetwork } from '../admission/client-network.ts';
import type { AppEnv } from '../env.ts';
import { siblingsOf } from '../siblings.ts';

const { units, seconds, tokens, least } = rateLimit;

/**
 * Limits the work of one client address: every request counts a little, and `countWork` adds what the model reads.
 * Where no limiter is bound, as on one's own machine, there is no limit. Requests to /health do not count. The binding
 * does not tell how many units are left, so no header does.
 */
export const limitRate: MiddlewareHandler<AppEnv> = async (context, next) => {
  if (context.env.RATE_LIMIT === undefined || context.req.path === '/health') return next();
  context.header('ratelimit-policy', `"address";q=${units};w=${seconds}`);
  // A Worker behind this one is asked by this one alone, which has counted the request already.
  if (siblingsOf(context.env).length > 0) await countWork(context, least);
  return next();
};

/**
 * Counts units of work of the client's network.
 * @throws ApiError 429 where they are more than it may have.
 */
export async function countWork(context: Context<AppEnv>, work: number): Promise<void> {
  const { RATE_LIMIT } = context.env;
  if (RATE_LIMIT === undefined) return;
  const key = clientNetwork(context.req.header('cf-connecting-ip'));
  const whole = context.var.resident.meter.add(key, work);
  for (let unit = 0; unit < whole; unit++) {
    if (!(await RATE_LIMIT.limit({ key })).success) throw tooMuch();
  }
}

function tooMuch(): ApiError {
  const message = `Expected at most ${units} units of work in ${seconds} s from one address, found more; one is ${tokens} tokens through all layers of BERT-base. Try again in ${seconds} s.`;
  return new ApiError('rate_limit_exceeded', message, { retryAfter: seconds });
}
