import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { type HealthResponse, healthResponse } from '../../shared/api/health/contract.ts';
import type { AppEnv } from '../env.ts';
import { keptAnswer, notModified, serviceErrors, tags } from '../route-contract.ts';
import { askSibling, forwardedHeader } from '../sibling.ts';

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
  const alone = context.env.SIBLING === undefined || context.req.header(forwardedHeader) !== undefined;
  const others = alone ? [] : await siblingModels(await askSibling(context, new Request(context.req.url)));
  return context.json({ status: 'ok' as const, models: [own, ...others] }, 200);
});

async function siblingModels(response: Response): Promise<HealthResponse['models']> {
  return healthResponse.parse(await response.json()).models;
}
