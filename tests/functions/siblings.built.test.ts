import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { healthResponse } from '../../shared/api/health/contract.ts';
import { bertBase, miniLm } from '../../shared/api/served-models.ts';
import { type Api, assetsFolder, startApi } from './api.ts';

let api: Api;
afterEach(() => api.stop());

/** The build of a Worker that breaks down at every request. */
const broken = mkdtempSync(join(tmpdir(), 'broken-worker-'));
writeFileSync(join(broken, 'index.js'), `export default { fetch() { throw new Error('broken'); } };`);
afterAll(() => rmSync(broken, { recursive: true }));

const health = async () =>
  healthResponse.parse(await (await api.get('/health', { connection: 'close' })).json()).models;
const queuesOf = async (model: string) =>
  (await health()).filter(({ id }) => id === model).map(({ queue_length }) => queue_length);

/** The names of its headers. */
const namesOf = ({ headers }: Response) => [...headers.keys()].sort();

/** Texts of 128 tokens, each a pack of its own: a second's work. */
const busy = Array(30).fill('word '.repeat(126));
const embed = (input: string | string[]) => api.post('/v1/embeddings', { input }, { connection: 'close' });

async function vectorsOf(input: string): Promise<string> {
  const body = { input, encoding_format: 'base64' };
  const response = await api.post('/v1/embeddings', body, { connection: 'close' });
  return ((await response.json()) as { data: { embedding: string }[] }).data[0].embedding;
}

describe('three Workers of MiniLM behind the front one', () => {
  it('share requests evenly, and answer alike', async () => {
    api = await startApi(assetsFolder(), { siblings: [{ model: miniLm }, { model: miniLm }] });
    expect((await health()).map(({ id }) => id)).toEqual([bertBase, miniLm, miniLm, miniLm]);
    const together = Promise.all(Array.from({ length: 6 }, () => embed(busy)));
    await expect.poll(() => queuesOf(miniLm), { timeout: 20_000, interval: 20 }).toEqual([2, 2, 2]);
    expect((await together).map(({ status }) => status)).toEqual(Array(6).fill(200));
    const vectors = await Promise.all(Array.from({ length: 6 }, () => vectorsOf('The cat sat.')));
    expect(new Set(vectors).size).toBe(1);
    expect((await health()).map(({ state }) => state)).toEqual(['cold', 'ready', 'ready', 'ready']);
  });

  it('count a client out who disconnects: the next two go where nobody is', async () => {
    api = await startApi(assetsFolder(), { siblings: [{ model: miniLm }] });
    const headers = { 'content-type': 'application/json' };
    const gone = httpRequest(new URL('/v1/embeddings', api.url), { method: 'POST', headers, agent: false });
    gone.on('error', () => undefined).end(JSON.stringify({ input: busy }));
    await expect.poll(() => queuesOf(miniLm), { timeout: 20_000, interval: 20 }).toEqual([1, 0]);
    gone.socket?.resetAndDestroy();
    await expect.poll(() => queuesOf(miniLm), { timeout: 20_000, interval: 20 }).toEqual([0, 0]);
    const next = embed(busy);
    await expect.poll(() => queuesOf(miniLm), { timeout: 20_000, interval: 20 }).toEqual([1, 0]);
    expect((await next).status).toBe(200);
  });

  it('go on where one of them breaks down: its requests are answered by the others', async () => {
    api = await startApi(assetsFolder(), { siblings: [{ model: miniLm, bundle: broken }, { model: miniLm }] });
    const answers = await Promise.all(Array.from({ length: 9 }, () => embed('The cat sat.')));
    expect(answers.map(({ status }) => status)).toEqual(Array(9).fill(200));
    expect((await health()).map(({ state }) => state)).toEqual(['cold', 'ready', 'unreachable', 'ready']);
  });
});

describe('a second Worker of BERT-base beside the front one', () => {
  const text = { text: 'The cat sat.', tensors: ['hidden_states.12'] };
  const trace = async () => {
    const headers = { accept: 'application/vnd.safetensors', connection: 'close' };
    const response = await api.post('/v1/trace', text, headers);
    return Buffer.from(await response.arrayBuffer()).toString('base64');
  };

  it('is asked while the front one is at work, and only then; both answer alike', async () => {
    api = await startApi(assetsFolder(), { siblings: [{ model: bertBase }] });
    const alone = await trace();
    await trace();
    expect((await health()).map(({ state }) => state)).toEqual(['ready', 'cold', 'cold']);
    expect(new Set(await Promise.all(Array.from({ length: 4 }, trace)))).toEqual(new Set([alone]));
    expect((await health()).map(({ state }) => state)).toEqual(['ready', 'cold', 'ready']);
  });

  it.each([
    ['/v1/trace', 'application/vnd.safetensors', text],
    ['/v1/attention', 'application/json', { text: 'The cat sat.', layers: [3], heads: [10] }],
    ['/v1/attention, sent while it is computed', 'application/vnd.safetensors', { text: 'The cat sat.' }],
  ])('states the length of its answers as the front one does: %s', async (path, accept, body) => {
    api = await startApi(assetsFolder(), { siblings: [{ model: bertBase }] });
    const ask = async () => {
      const response = await api.post(path.split(',')[0], body, { accept, connection: 'close' });
      const { byteLength } = await response.arrayBuffer();
      return [response.status, Number(response.headers.get('content-length')) - byteLength, namesOf(response)];
    };
    const alone = await ask();
    expect(alone[0]).toBe(200);
    expect(await Promise.all(Array.from({ length: 4 }, ask))).toEqual(Array(4).fill(alone));
    expect((await health()).map(({ state }) => state)).toEqual(['ready', 'cold', 'ready']);
  });

  it('is counted as busy until an answer that it computes while it is read has been taken', async () => {
    api = await startApi(assetsFolder(), { siblings: [{ model: bertBase }] });
    const long = { text: 'word '.repeat(510) };
    const headers = { accept: 'application/vnd.safetensors', connection: 'close' };
    const unread = [await api.post('/v1/attention', long, headers), await api.post('/v1/attention', long, headers)];
    expect(await queuesOf(bertBase)).toEqual([1, 1]);
    await Promise.all(unread.map((answer) => answer.arrayBuffer()));
    expect(unread.map(({ status }) => status)).toEqual([200, 200]);
    await trace();
    const third = await api.post('/v1/attention', long, headers);
    expect(await queuesOf(bertBase)).toEqual([1, 0]);
    await third.arrayBuffer();
  });

  it('that breaks down leaves its requests to the front one', async () => {
    api = await startApi(assetsFolder(), { siblings: [{ model: bertBase, bundle: broken }] });
    const answers = await Promise.all(Array.from({ length: 4 }, trace));
    expect(new Set(answers).size).toBe(1);
    expect(await trace()).toBe(answers[0]);
    expect((await health()).map(({ state }) => state)).toEqual(['ready', 'cold', 'unreachable']);
  });
});
