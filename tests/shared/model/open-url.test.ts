import { describe, expect, it } from 'vitest';
import { readText } from '../../../shared/engine/byte-source.ts';
import { type FetchFile, type FileCaches, forgetUrl, ModelFileError, openUrl } from '../../../shared/model/open-url.ts';
import { indexFileName } from '../../../shared/weights/shard-index.ts';

const base = 'https://example.org/models/tiny';
const json = { headers: { 'content-type': 'application/json' } };

/** A server of these files under `base`, which counts what it was asked for. */
function server(files: Record<string, () => Response>) {
  const asked: string[] = [];
  const fetch: FetchFile = async (url) => {
    asked.push(url.replace(`${base}/`, ''));
    return files[url.replace(`${base}/`, '')]?.() ?? new Response('no such file', { status: 404 });
  };
  return { asked, fetch };
}

/** Cache Storage as the standard describes it, in memory. */
function memoryCaches(): FileCaches {
  const stored = new Map<string, Map<string, ArrayBuffer>>();
  return {
    keys: async () => [...stored.keys()],
    delete: async (name) => stored.delete(name),
    open: async (name) => {
      const files = stored.get(name) ?? new Map<string, ArrayBuffer>();
      stored.set(name, files);
      return {
        match: async (url) => (files.has(url) ? new Response(files.get(url)) : undefined),
        put: async (url, response) => void files.set(url, await response.arrayBuffer()),
      };
    },
  };
}

const whole = (index = '{"index":1}', shard = 'weights') => ({
  [indexFileName]: () => new Response(index, json),
  'config.json': () => new Response('{}', json),
  'model-1.safetensors': () => new Response(shard),
});

/** Lets what runs beside the reader, such as keeping a copy, come to its end. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

async function read(open: ReturnType<typeof openUrl>, name: string): Promise<string> {
  const text = await readText(await open(name));
  await settled();
  return text;
}

describe('openUrl', () => {
  it.each([base, `${base}/`])('reads files below %s', async (address) => {
    const { fetch, asked } = server(whole());
    expect(await read(openUrl(address, fetch), 'model-1.safetensors')).toBe('weights');
    expect(asked).toEqual(['model-1.safetensors']);
  });

  it('tells how many bytes of which file have come', async () => {
    const found: [string, number][] = [];
    const open = openUrl(base, server(whole()).fetch, { onBytes: (name, bytes) => found.push([name, bytes]) });
    await read(open, 'config.json');
    await read(open, 'model-1.safetensors');
    expect(found).toEqual([
      ['config.json', 2],
      ['model-1.safetensors', 7],
    ]);
  });

  const page = () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html; charset=utf-8' } });
  it.each<[what: string, answer: () => Response, found: string]>([
    ['a missing file', () => new Response('', { status: 404 }), 'found status 404'],
    ['a failing server', () => new Response('', { status: 503 }), 'found status 503'],
    ["the site's start page instead", page, 'found a web page'],
    ['an answer without content', () => new Response(null), 'found an empty answer'],
    [
      'a lost connection',
      () => {
        throw new TypeError('Failed to fetch');
      },
      'found no answer; check the connection',
    ],
  ])('refuses %s, naming the address', async (_, answer, found) => {
    const open = openUrl(base, server({ 'config.json': answer }).fetch);
    await expect(open('config.json')).rejects.toThrow(ModelFileError);
    await expect(open('config.json')).rejects.toThrow(`${base}/config.json: expected a model file, ${found}`);
  });
});

describe('openUrl with caches', () => {
  it('fetches a file once, the index once for every openUrl', async () => {
    const { fetch, asked } = server(whole());
    const caches = memoryCaches();
    for (let time = 0; time < 2; time++) {
      const open = openUrl(base, fetch, { caches });
      expect(await read(open, 'config.json')).toBe('{}');
      expect(await read(open, indexFileName)).toBe('{"index":1}');
      expect(await read(open, 'model-1.safetensors')).toBe('weights');
    }
    expect(asked).toEqual([indexFileName, 'config.json', 'model-1.safetensors', indexFileName]);
  });

  it('fetches everything anew when the index has changed, and drops what belonged to the old one only', async () => {
    const caches = memoryCaches();
    await caches.open(`${base}-two/@1234`);
    await read(openUrl(base, server(whole()).fetch, { caches }), 'model-1.safetensors');
    const before = await caches.keys();
    const changed = server(whole('{"index":2}', 'other weights'));
    expect(await read(openUrl(base, changed.fetch, { caches }), 'model-1.safetensors')).toBe('other weights');
    const after = await caches.keys();
    expect(before).toHaveLength(2);
    expect(after).toHaveLength(2);
    expect(after.filter((name) => before.includes(name))).toEqual([`${base}-two/@1234`]);
  });

  it('names a cache by the sha256 of the index', async () => {
    const caches = memoryCaches();
    await read(openUrl(base, server(whole('abc')).fetch, { caches }), 'config.json');
    const sha256OfAbc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(await caches.keys()).toEqual([`${base}/@${sha256OfAbc}`]);
  });

  it('forgets on request', async () => {
    const { fetch, asked } = server(whole());
    const caches = memoryCaches();
    await read(openUrl(base, fetch, { caches }), 'config.json');
    await forgetUrl(base, caches);
    expect(await caches.keys()).toEqual([]);
    await read(openUrl(base, fetch, { caches }), 'config.json');
    expect(asked.filter((name) => name === 'config.json')).toHaveLength(2);
  });

  it('reads on where there is no room to keep anything', async () => {
    const caches = memoryCaches();
    const full: FileCaches = {
      ...caches,
      open: async (name) => ({
        ...(await caches.open(name)),
        put: async () => {
          throw new DOMException('no room', 'QuotaExceededError');
        },
      }),
    };
    expect(await read(openUrl(base, server(whole()).fetch, { caches: full }), 'config.json')).toBe('{}');
  });

  it('keeps no error, and tries the index again after one', async () => {
    const files: Record<string, () => Response> = {};
    const open = openUrl(base, server(files).fetch, { caches: memoryCaches() });
    await expect(open('config.json')).rejects.toThrow(`${base}/${indexFileName}: expected a model file`);
    files[indexFileName] = whole()[indexFileName];
    await expect(open('config.json')).rejects.toThrow(`${base}/config.json: expected a model file, found status 404`);
    Object.assign(files, whole());
    expect(await read(open, 'config.json')).toBe('{}');
  });
});
