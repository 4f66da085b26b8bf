import type { ExecutionContext } from 'hono';
import { app } from './app.ts';
import type { Env } from './env.ts';
import { tidied } from './request-url.ts';

export default {
  fetch: (request: Request, env: Env, context: ExecutionContext) => app.fetch(tidied(request), env, context),
};
