import type { Context, MiddlewareHandler, Next } from 'hono';
import { ApiError } from '../../shared/api/errors.ts';
import { modelAsked } from '../../shared/api/expect-model.ts';
import type { ModelId } from '../../shared/api/served-models.ts';
import type { AppEnv } from '../env.ts';
import { residentModel } from '../resident.ts';
import { askSibling, type Sibling, siblingsFor, unfinishedHeader, watched } from '../siblings.ts';

/** This Worker among those that hold its model. */
const own = { name: 'own' } as const;

/**
 * Sends a request to a Worker that holds its model, unchanged, or on to the handler where that is this one; `absent` is
 * the model of a request that names none.
 */
export function toSibling(absent: ModelId): MiddlewareHandler<AppEnv> {
  return toModel((context) => modelAsked(fieldsOf(context), absent));
}

/** The same for the model that `modelOf` finds in the request. @throws ApiError 503 where no Worker holds it. */
export function toModel(modelOf: (context: Context<AppEnv>) => ModelId): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const model = modelOf(context);
    const siblings = siblingsFor(context).filter((sibling) => sibling.model === model);
    const isOwn = model === residentModel(context.env);
    if (siblings.length > 1 || (isOwn && siblings.length > 0)) {
      return spread(context, next, isOwn ? [own, ...siblings] : siblings);
    }
    if (isOwn) return next();
    if (siblings.length > 0) return askSibling(context, siblings[0], copyOf(context));
    throw new ApiError(
      'model_not_deployed',
      `No Worker here holds this model; this one has ${residentModel(context.env)}.`,
    );
  };
}

type Candidate = typeof own | Sibling;

/** Asks the least busy Worker; where it fails without an answer, the next one. */
async function spread(context: Context<AppEnv>, next: Next, candidates: readonly Candidate[]) {
  const { leastBusy, queueLength } = context.var.resident;
  let failure: unknown;
  for (const candidate of leastBusy.order(candidates, (worker) => (worker === own ? queueLength : 0))) {
    if (!('worker' in candidate)) return counted(context, next);
    try {
      return await ask(context, candidate);
    } catch (error) {
      if (context.req.raw.signal.aborted) throw error;
      leastBusy.fail(candidate.name);
      failure = error;
    }
  }
  throw failure;
}

/** Counts the request from now on: it is in the queue only once the model is loaded and the request is understood. */
async function counted({ var: { resident } }: Context<AppEnv>, next: Next): Promise<void> {
  const ended = resident.leastBusy.send(own.name);
  try {
    await next();
  } finally {
    ended();
  }
}

async function ask(context: Context<AppEnv>, sibling: Sibling): Promise<Response> {
  const { leastBusy } = context.var.resident;
  const ended = leastBusy.send(sibling.name);
  context.req.raw.signal.addEventListener('abort', ended, { once: true });
  try {
    const request = copyOf(context);
    request.headers.set(unfinishedHeader, '');
    const response = await askSibling(context, sibling, request);
    if (response.status === 500) leastBusy.fail(sibling.name);
    return watched(context, response, ended);
  } catch (error) {
    ended();
    throw error;
  }
}

/** The request with its body, which has been read. */
function copyOf(context: Context<AppEnv>): Request {
  const { url, method, headers, signal } = context.req.raw;
  return new Request(url, { method, headers, signal, body: context.get('body')?.bytes });
}

/** The fields that may name a model. The validation of the route reports what is wrong with them. */
function fieldsOf(context: Context<AppEnv>): unknown {
  const body = context.get('body');
  return body === undefined ? { model: context.req.query('model') || undefined } : body.value;
}
