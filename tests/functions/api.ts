import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Served, serveWorkers } from '../../tools/serve/workers.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The folder with models/<id>/: what the site is built from, or what it was built into. */
export function assetsFolder(): string {
  const folder = ['site/public', 'dist'].map((name) => root + name).find((path) => existsSync(`${path}/models`));
  if (folder !== undefined) return folder;
  throw new Error('expected the converted models in site/public/models or dist/models, found neither');
}

export interface Api extends Served {
  get(path: string, headers?: HeadersInit): Promise<Response>;
  /** JSON unless it is a string already. */
  post(path: string, body: unknown, headers?: HeadersInit): Promise<Response>;
}

/** Both Workers as built, over HTTP, on a free port. */
export async function startApi(assets = assetsFolder()): Promise<Api> {
  const served = await serveWorkers({ port: 0, assets });
  return {
    ...served,
    get: (path, headers) => fetch(new URL(path, served.url), { headers }),
    post: (path, body, headers) =>
      fetch(new URL(path, served.url), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  };
}
