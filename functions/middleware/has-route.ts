import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';

/** Whether there is a route for this path and method. What has none is refused for that, whatever else is wrong with it. */
export function hasRoute(context: Context, method = context.req.method): boolean {
  return matchedRoutes(context).some((route) => route.method === method);
}
