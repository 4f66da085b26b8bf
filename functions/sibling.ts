import type { Context } from 'hono';
import { ApiError } from '../shared/api/errors.ts';
import type { AppEnv } from './env.ts';

/** Set on requests from one Worker to the other, so that a wrong deployment cannot send a request in circles. */
export const forwardedHeader = 'x-forwarded-by-model';

/** Sends a request to the Worker that holds the other model. @throws ApiError 503 where there is none. */
export async function askSibling(context: Context<AppEnv>, request: Request): Promise<Response> {
  const { MODEL, SIBLING } = context.env;
  const forwarded = new Request(request);
  if (SIBLING === undefined || forwarded.headers.has(forwardedHeader)) {
    throw new ApiError('model_not_deployed', `No Worker here holds this model; this one has ${MODEL}.`);
  }
  forwarded.headers.set(forwardedHeader, MODEL);
  forwarded.headers.set('x-request-id', context.get('requestId'));
  return SIBLING.fetch(forwarded);
}
