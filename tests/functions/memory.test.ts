import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MemoryWatch, totalBytes } from '../../tools/load/isolate-memory.ts';
import { type Api, assetsFolder, startApi } from './api.ts';

let api: Api;
let watch: MemoryWatch;
beforeAll(async () => {
  api = await startApi(assetsFolder(), { inspect: true });
  await api.post('/v1/attention', { text: 'hi', layers: [0] });
  if (api.inspector === undefined) throw new Error('expected an inspector, found none');
  watch = await MemoryWatch.begin(api.url, api.inspector, { 'bert-base-uncased': 'understanding-bert' });
});
afterAll(async () => {
  watch?.end();
  await api?.stop();
});

const mebibyte = 2 ** 20;

/** 4.5 MiB from a text of 95 tokens. */
const large = { text: 'word '.repeat(93), tensors: [0, 1, 2, 3].map((layer) => `intermediate.${layer}`) };

function ask(path: string, body: object): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      accept: 'application/vnd.safetensors, application/json;q=0.5',
    };
    const request = httpRequest(new URL(path, api.url), { method: 'POST', headers, agent: false }, resolve);
    request.once('error', reject).end(JSON.stringify(body));
  });
}

async function taken(message: IncomingMessage): Promise<void> {
  message.resume();
  await once(message, 'end');
  expect(message.statusCode).toBe(200);
}

async function live(): Promise<number> {
  const [memory] = await watch.live();
  return totalBytes(memory) / mebibyte;
}

it('the isolate of BERT-base has at most 118 MiB live while nobody takes the answers that it has room for', async () => {
  const unread = [await ask('/v1/trace', large), await ask('/v1/trace', large)];
  const words = await ask('/v1/fill-mask', { text: '[MASK] '.repeat(60), top_k: 100 });
  const most = await live();
  for (const message of [...unread, words]) await taken(message);
  expect(most).toBeGreaterThan(97 + 9);
  expect(most).toBeLessThanOrEqual(118);
});

it('and no more after six large answers than after one: what they stand in is used again', async () => {
  await taken(await ask('/v1/trace', large));
  const [before] = await watch.reserved();
  for (let i = 0; i < 5; i++) await taken(await ask('/v1/trace', large));
  const [after] = await watch.reserved();
  expect((after.buffers - before.buffers) / mebibyte).toBeLessThan(2);
  expect(await live()).toBeLessThanOrEqual(118);
});
