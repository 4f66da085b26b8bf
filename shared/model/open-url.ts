import type { OpenFile } from '../weights/open-file.ts';
import { indexFileName } from '../weights/shard-index.ts';

/** `fetch`, or a wrapper that adds a signal to it. */
export type FetchFile = (url: string, init: { readonly cache: 'no-cache' }) => Promise<Response>;

/** The part of a browser's `caches` that is used here. */
export interface FileCaches {
  open(name: string): Promise<FileCache>;
  keys(): Promise<string[]>;
  delete(name: string): Promise<boolean>;
}

interface FileCache {
  match(url: string): Promise<Response | undefined>;
  put(url: string, response: Response): Promise<void>;
}

export interface UrlOptions {
  /** Where fetched files are kept, as long as the model's index stays the same. */
  readonly caches?: FileCaches;
  /** Called for each piece of a file as it is read, from the network or from the cache. */
  readonly onBytes?: (name: string, bytes: number) => void;
}

/** A model file that could not be fetched. */
export class ModelFileError extends Error {
  override readonly name = 'ModelFileError';
}

/**
 * Opens model files below the address `base` (`/models/all-MiniLM-L6-v2`), as browsers do.
 *
 * With `caches`, files are kept under the sha256 of the index. Every `openUrl` fetches the index anew, and another
 * index means other files. Kept files are not checked here: where loading fails, call `forgetUrl` before the next try.
 * @throws ModelFileError naming the address of a file that is missing, is a web page, or did not arrive.
 */
export function openUrl(base: string, fetch: FetchFile, { caches, onBytes }: UrlOptions = {}): OpenFile {
  const folder = folderOf(base);
  const direct = (name: string) => fetchFile(`${folder}${name}`, fetch);
  const respond = caches === undefined ? direct : keeping(folder, direct, caches);
  return async (name) => {
    const { body } = await respond(name);
    if (body === null) throw new ModelFileError(`${folder}${name}: expected a model file, found an empty answer`);
    return onBytes === undefined ? body : body.pipeThrough(counting((bytes) => onBytes(name, bytes)));
  };
}

/** Deletes every kept file of the model at `base`. */
export async function forgetUrl(base: string, caches: FileCaches): Promise<void> {
  await forgetOthers(folderOf(base), '', caches);
}

function folderOf(base: string): string {
  return base.endsWith('/') ? base : `${base}/`;
}

async function fetchFile(url: string, fetch: FetchFile): Promise<Response> {
  // `no-cache` makes the browser ask the server whether its copy is current: index and shards must belong together.
  const response = await fetch(url, { cache: 'no-cache' }).catch((cause: unknown) => {
    throw new ModelFileError(`${url}: expected a model file, found no answer; check the connection and try again`, {
      cause,
    });
  });
  const found = unusable(response);
  if (found === undefined) return response;
  await response.body?.cancel();
  throw new ModelFileError(`${url}: expected a model file, found ${found}; is this where the model is?`);
}

/**
 * Why a response is no model file; undefined where it is one. Many servers answer an unknown address with their start
 * page and status 200.
 */
function unusable({ ok, status, headers }: Response): string | undefined {
  if (!ok) return `status ${status}`;
  return headers.get('content-type')?.startsWith('text/html') ? 'a web page' : undefined;
}

type Respond = (name: string) => Promise<Response>;

function keeping(folder: string, direct: Respond, caches: FileCaches): Respond {
  let opening: ReturnType<typeof openCache> | undefined;
  return async (name) => {
    opening ??= openCache(folder, direct, caches);
    const { index, cache } = await opening.catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return name === indexFileName ? new Response(index) : keptOrFetched(`${folder}${name}`, cache, () => direct(name));
  };
}

async function openCache(folder: string, direct: Respond, caches: FileCaches) {
  const index = await (await direct(indexFileName)).arrayBuffer();
  const name = `${folder}@${hex(await crypto.subtle.digest('SHA-256', index))}`;
  await forgetOthers(folder, name, caches);
  return { index, cache: await caches.open(name) };
}

async function keptOrFetched(url: string, cache: FileCache, fetched: () => Promise<Response>): Promise<Response> {
  const kept = await cache.match(url);
  if (kept !== undefined) return kept;
  const response = await fetched();
  // Storage may be full, and a body that breaks off is not kept. In both cases the model loads without the cache.
  cache.put(url, response.clone()).catch(() => undefined);
  return response;
}

async function forgetOthers(folder: string, kept: string, caches: FileCaches): Promise<void> {
  const others = (await caches.keys()).filter((name) => name.startsWith(`${folder}@`) && name !== kept);
  await Promise.all(others.map((name) => caches.delete(name)));
}

function counting(onBytes: (bytes: number) => void): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  return new TransformStream({
    transform(piece, controller) {
      onBytes(piece.length);
      controller.enqueue(piece);
    },
  });
}

function hex(digest: ArrayBuffer): string {
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
