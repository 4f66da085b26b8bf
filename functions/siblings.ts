import type { Context } from 'hono';
import type { Answer } from '../shared/api/answer/tensor-answer.ts';
import { ApiError } from '../shared/api/errors.ts';
import { expectModel } from '../shared/api/expect-model.ts';
import { type ModelId, modelIds } from '../shared/api/served-models.ts';
import type { AppEnv, Env, Fetcher } from './env.ts';
import { residentModel } from './resident.ts';

/** Set on requests from one Worker to another, so that a wrong deployment cannot send a request in circles. */
export const forwardedHeader = 'x-forwarded-by-model';

/** Set on requests by a Worker that counts what it has on its way; and on their answers where they are not computed yet. */
export const unfinishedHeader = 'x-unfinished';

/** Another Worker that this one is bound to. */
export interface Sibling {
  /** The name of the binding. */
  readonly name: string;
  readonly model: ModelId;
  readonly worker: Fetcher;
}

/**
 * The Workers behind `SIBLING`, which holds the first model that is not this one's own, and behind `SIBLING_1`,
 * `SIBLING_2`, ..., whose models `SIBLINGS` lists in this order.
 * @throws ApiError 503 naming the binding that is missing, 404 where a listed model is none.
 */
export function siblingsOf(env: Env): Sibling[] {
  const other = modelIds.filter((id) => env.SIBLING !== undefined && id !== residentModel(env)).slice(0, 1);
  const further = (env.SIBLINGS ?? []).map((model, index) => [`SIBLING_${index + 1}`, expectModel(model)] as const);
  return [...other.map((model) => ['SIBLING', model] as const), ...further].map(([name, model]) => ({
    name,
    model,
    worker: expectBinding(env, name, model),
  }));
}

/** The siblings that this request may go to: none where a sibling has sent it. */
export function siblingsFor({ env, req }: Context<AppEnv>): Sibling[] {
  return req.header(forwardedHeader) === undefined ? siblingsOf(env) : [];
}

/** Sends a request to a sibling, unchanged but for the mark that it was sent on. */
export async function askSibling(context: Context<AppEnv>, sibling: Sibling, request: Request): Promise<Response> {
  const forwarded = new Request(request);
  forwarded.headers.set(forwardedHeader, context.env.MODEL);
  forwarded.headers.set('x-request-id', context.get('requestId'));
  return sibling.worker.fetch(forwarded);
}

/** The same answer; `ended` is called when the sibling has no more work with it. */
export function watched(context: Context<AppEnv>, response: Response, ended: () => void): Response {
  const { body, headers } = response;
  const bytes = headers.get(unfinishedHeader);
  if (body === null || bytes === null) {
    ended();
    return response;
  }
  const { readable, writable } = context.var.resident.host.passingStream(bytes === '' ? undefined : Number(bytes));
  const piped = body.pipeTo(writable).catch(() => undefined);
  context.executionCtx.waitUntil(piped.finally(ended));
  const answer = new Response(readable, response);
  answer.headers.delete(unfinishedHeader);
  return answer;
}

/**
 * The header of an answer that is computed while it is sent, for a Worker that asked for it: the answer's length, which
 * no binding passes on, or nothing where that is not known.
 */
export function unfinished({ req }: Context<AppEnv>, answer: Answer): Record<string, string> {
  if (req.header(unfinishedHeader) === undefined) return {};
  if ('lines' in answer) return { [unfinishedHeader]: '' };
  return 'parts' in answer ? { [unfinishedHeader]: `${answer.bytes ?? ''}` } : {};
}

function expectBinding(env: Env, name: 'SIBLING' | `SIBLING_${number}`, model: ModelId): Fetcher {
  const worker = env[name];
  if (worker !== undefined) return worker;
  const message = `${name}: expected a service binding to a Worker with ${model}, as SIBLINGS says, found none.`;
  throw new ApiError('model_not_deployed', message);
}
