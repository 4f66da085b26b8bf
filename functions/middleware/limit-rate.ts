import type { MiddlewareHandler } from 'hono';
import { ApiError } from '../../shared/api/errors.ts';
import { limits } from '../../shared/api/limits.ts';
import { clientNetwork } from '../admission/client-network.ts';
import type { AppEnv } from '../env.ts';

const { requests, seconds } = limits.rate;

/**
 * Limits the requests of one client address. Where no limiter is bound, as on one's own machine, there is no limit.
 * Requests to /health do not count. The binding does not tell how many requests are left, so no header does.
 */
export const limitRate: MiddlewareHandler<AppEnv> = async (context, next) => {
  const { RATE_LIMIT } = context.env;
  if (RATE_LIMIT === undefined || context.req.path === '/health') return next();
  context.header('ratelimit-policy', `"address";q=${requests};w=${seconds}`);
  const { success } = await RATE_LIMIT.limit({ key: clientNetwork(context.req.header('cf-connecting-ip')) });
  if (success) return next();
  throw new ApiError(
    'rate_limit_exceeded',
    `Expected at most ${requests} requests in ${seconds} s from one address, found more. Try again in ${seconds} s.`,
    { retryAfter: seconds },
  );
};
