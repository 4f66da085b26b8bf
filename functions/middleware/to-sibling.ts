import type { Context, MiddlewareHandler } from 'hono';
import { type ModelId, modelAsked } from '../../shared/api/model-ids.ts';
import type { AppEnv } from '../env.ts';
import { residentModel } from '../resident.ts';
import { askSibling } from '../sibling.ts';

/** Sends a request for the other model to its Worker, unchanged; `absent` is the model of a request that names none. */
export function toSibling(absent: ModelId): MiddlewareHandler<AppEnv> {
  return toModel((context) => modelAsked(fieldsOf(context), absent));
}

/** The same for the model that `modelOf` finds in the request. */
export function toModel(modelOf: (context: Context<AppEnv>) => ModelId): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    if (modelOf(context) === residentModel(context.env)) return next();
    const { url, method, headers, signal } = context.req.raw;
    return askSibling(context, new Request(url, { method, headers, signal, body: context.get('body')?.bytes }));
  };
}

/** The fields that may name a model. The validation of the route reports what is wrong with them. */
function fieldsOf(context: Context<AppEnv>): unknown {
  const body = context.get('body');
  return body === undefined ? { model: context.req.query('model') || undefined } : body.value;
}
