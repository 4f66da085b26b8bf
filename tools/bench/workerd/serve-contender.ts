import type { Contender } from '../contender.ts';
import type { WorkerRequest } from './worker-request.ts';

/** Loads a model whose files stand at `${origin}/`. */
export type LoadFromOrigin = (id: string, origin: string) => Promise<Contender>;

/**
 * A Worker that keeps one contender loaded and does what it is asked, one request at a time. The one who asks has the
 * clock: in production a Worker's own stands still while it computes.
 */
export function serveContender(load: LoadFromOrigin): { fetch(request: Request): Promise<Response> } {
  let contender: Contender | undefined;
  return {
    async fetch(request) {
      try {
        const asked = (await request.json()) as WorkerRequest;
        if (asked.ask === 'load') contender = await load(asked.id, asked.origin);
        if (asked.ask === 'forward') await contender!.forward(asked.tokenIds);
        if (asked.ask === 'embed') await contender!.embed!(asked.texts);
        return new Response('done');
      } catch (error) {
        return new Response(error instanceof Error ? (error.stack ?? error.message) : String(error), { status: 500 });
      }
    },
  };
}
