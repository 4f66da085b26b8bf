import type { Env } from './env.ts';

/** A static file of this deployment. @throws Error naming the path when it is not there. */
export async function openAsset(env: Env, path: string, signal?: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const response = await fetchAsset(env, path, signal);
  if (response.body === null) throw new Error(`${path}: expected a static file with content, found an empty one`);
  return response.body;
}

/** A static text file of this deployment. @throws Error naming the path when it is not there. */
export async function readTextAsset(env: Env, path: string): Promise<string> {
  return (await fetchAsset(env, path)).text();
}

/** Static files are looked up by path only, so any host will do. */
async function fetchAsset(env: Env, path: string, signal?: AbortSignal): Promise<Response> {
  const response = await env.ASSETS.fetch(new URL(path, 'https://assets.local').href, { signal });
  if (response.ok) return response;
  throw new Error(
    `${path}: expected a static file, found status ${response.status}; are the models in the assets folder?`,
  );
}
