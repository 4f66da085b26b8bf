import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../env.ts';

/**
 * Says how long a request waited for the model to load, for its turn, and for the model's work. Best effort: in
 * production the clock stands still while a Worker computes, so that `model` shows only what passed between turns.
 */
export const serverTiming: MiddlewareHandler<AppEnv> = async (context, next) => {
  await next();
  const timing = context.get('timing');
  if (timing === undefined) return;
  const entries = Object.entries(timing).map(([name, milliseconds]) => `${name};dur=${milliseconds}`);
  context.header('server-timing', entries.join(', '));
};
