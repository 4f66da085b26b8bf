import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { modelIds } from '../../shared/api/served-models.ts';
import { indexFileName } from '../../shared/weights/shard-index.ts';
import { type Served, type ServeOptions, serveWorkers } from '../../tools/serve/workers.ts';
import { serveSite } from '../site/serve-site.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The folder with both converted models: what the site is built from, or what it was built into. */
export function assetsFolder(): string {
  const folders = ['site/public', 'dist'].map((name) => join(root, name));
  const folder = folders.find((path) => modelIds.every((id) => existsSync(join(path, 'models', id, indexFileName))));
  if (folder !== undefined) return folder;
  throw new Error(`expected models/${modelIds.join(' and models/')} in ${folders.join(' or ')}; convert them first`);
}

export interface Api extends Served {
  get(path: string, headers?: HeadersInit): Promise<Response>;
  /** JSON unless it is a string already. */
  post(path: string, body: unknown, headers?: HeadersInit): Promise<Response>;
}

/** Both Workers as built, over HTTP, on a free port: for who wants them fresh, or other than usual. */
export async function startApi(assets = assetsFolder(), options: Partial<ServeOptions> = {}): Promise<Api> {
  return over(await serveWorkers({ port: 0, assets, ...options }));
}

/** The Workers that this process' test files share, one after the other. */
export async function sharedApi(): Promise<Api> {
  return over(await serveSite());
}

const over = (served: Served): Api => ({
  ...served,
  get: (path, headers) => fetch(new URL(path, served.url), { headers }),
  post: (path, body, headers) =>
    fetch(new URL(path, served.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
});
