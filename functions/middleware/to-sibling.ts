import type { Context, MiddlewareHandler } from 'hono';
import { expectModel, type ModelId } from '../../shared/api/model-ids.ts';
import type { AppEnv } from '../env.ts';
import { askSibling, residentModel } from '../resident.ts';

/** Sends a request for the other model on as it came; `absent` is the model of a request that names none. */
export function toSibling(absent: ModelId): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const found = modelAsked(context);
    const model = typeof found === 'string' ? expectModel(found) : absent;
    if (model === residentModel(context.env)) return next();
    const { url, method, headers, signal } = context.req.raw;
    return askSibling(context, new Request(url, { method, headers, signal, body: context.get('body')?.bytes }));
  };
}

/** The model as the request spells it; undefined where it cannot be read, which the validation will name. */
function modelAsked(context: Context<AppEnv>): unknown {
  const body = context.get('body');
  if (body === undefined) return context.req.query('model') || undefined;
  const { value } = body;
  return typeof value === 'object' && value !== null && 'model' in value ? value.model : undefined;
}
