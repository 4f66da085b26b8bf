import type { MiddlewareHandler } from 'hono';
import { expectModel, type ModelId } from '../../shared/api/model-ids.ts';
import type { AppEnv } from '../env.ts';
import { askSibling, residentModel } from '../models.ts';

/** Sends a request for the other model on as it came; `absent` is the model of a request that names none. */
export function toSibling(absent: ModelId): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const found = await modelAsked(context.req);
    const model = typeof found === 'string' ? expectModel(found) : absent;
    if (model === residentModel(context.env)) return next();
    return askSibling(context, await sameRequest(context.req));
  };
}

interface IncomingRequest {
  readonly raw: Request;
  readonly method: string;
  readonly url: string;
  query(name: string): string | undefined;
  json(): Promise<unknown>;
  text(): Promise<string>;
}

/** The model as the request spells it; undefined where it cannot be read, which the validation will name. */
async function modelAsked(request: IncomingRequest): Promise<unknown> {
  if (request.method !== 'POST') return request.query('model') || undefined;
  const body = await request.json().catch(() => undefined);
  return typeof body === 'object' && body !== null && 'model' in body ? body.model : undefined;
}

/** The body has been read already, so it is sent from where it is kept. */
async function sameRequest(request: IncomingRequest): Promise<Request> {
  const { raw, method, url } = request;
  return new Request(url, { method, headers: raw.headers, body: method === 'POST' ? await request.text() : undefined });
}
