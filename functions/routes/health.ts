import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { type HealthResponse, healthResponse } from '../../shared/api/health/contract.ts';
import type { AppEnv } from '../env.ts';
import { keptAnswer, notModified, serviceErrors, tags } from '../route-contract.ts';
import { askSibling, type Sibling, siblingsFor } from '../siblings.ts';

const route = createRoute({
  method: 'get',
  path: '/health',
  operationId: 'getHealth',
  tags: [tags.service.name],
  summary: 'Which models are loaded',
  description: 'The state of each isolate. Never cached; loads nothing.',
  responses: {
    200: keptAnswer(healthResponse, 'The isolates that answered this request.', 'getHealth', 0),
    ...notModified,
    ...serviceErrors,
  },
});

export const health = new OpenAPIHono<AppEnv>().openapi(route, async (context) => {
  context.header('cache-control', 'no-store');
  const own = context.var.resident.state(context.env);
  const others = await Promise.all(siblingsFor(context).map((sibling) => modelsOf(context, sibling)));
  return context.json({ status: 'ok' as const, models: [own, ...others.flat()] }, 200);
});

/** What a sibling says of itself. One that does not answer must not keep the others from being seen. */
async function modelsOf(context: Context<AppEnv>, sibling: Sibling): Promise<HealthResponse['models']> {
  try {
    const response = await askSibling(context, sibling, new Request(context.req.url));
    return healthResponse.parse(await response.json()).models;
  } catch {
    return [{ id: sibling.model, state: 'unreachable', memory_bytes: 0, queue_length: 0 }];
  }
}
