import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../env.ts';

/**
 * Adds a Server-Timing header: how long the request waited for the model to load, for its turn, and for the model's
 * work. In production the clock stands still while a Worker computes, so `model` shows only the time that passed
 * between turns.
 */
export const serverTiming: MiddlewareHandler<AppEnv> = async (context, next) => {
  await next();
  const timing = context.get('timing');
  if (timing === undefined) return;
  const entries = Object.entries(timing).map(([name, milliseconds]) => `${name};dur=${milliseconds}`);
  context.header('server-timing', entries.join(', '));
};
