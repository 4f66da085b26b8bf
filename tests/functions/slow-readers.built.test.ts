import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lostAnswerMs, slowReaderMs } from '../../functions/admission/outbox.ts';
import { safetensors } from '../../shared/api/media-types.ts';
import { type Api, assetsFolder, startApi } from './api.ts';

const logged: string[] = [];
let api: Api;
beforeAll(async () => {
  api = await startApi(assetsFolder(), { onLog: (message) => logged.push(message) });
  await statusOf('192.0.2.1', '/v1/attention', { text: 'hi', layers: [0] });
});
afterAll(() => api.stop());

/** Asks from an address; nothing of the answer is read yet. */
function ask(address: string, path: string, body: object): Promise<IncomingMessage> {
  const headers = {
    'content-type': 'application/json',
    accept: `${safetensors}, */*;q=0.1`,
    'cf-connecting-ip': address,
  };
  return new Promise((resolve, reject) => {
    const request = httpRequest(new URL(path, api.url), { method: 'POST', headers, agent: false }, resolve);
    request.once('error', reject).end(JSON.stringify(body));
  });
}

/** Reads about 60 KB a second until told to stop. */
function readSlowly(message: IncomingMessage): { readonly stop: () => void; readonly isEnded: () => boolean } {
  let isEnded = false;
  message.on('error', () => {
    isEnded = true;
  });
  message.pause();
  const timer = setInterval(() => message.read(30_000) ?? message.read(), 500);
  return { stop: () => clearInterval(timer), isEnded: () => isEnded };
}

async function statusOf(address: string, path: string, body: object): Promise<number> {
  const message = await ask(address, path, body);
  message.resume();
  await once(message, 'end');
  return message.statusCode!;
}

/** All heads of 512 tokens, 144 MiB: its room is 3.7 MiB of 8.5. */
const whole = { text: 'zebra cat '.repeat(255).trim() };
/** 3.9 MiB. */
const large = { text: 'word '.repeat(82), tensors: [0, 1, 2, 3].map((layer) => `intermediate.${layer}`) };
const seconds = (count: number) => new Promise((resolve) => setTimeout(resolve, 1000 * count));

it('two slow readers of one address lose an answer once another address needs the room; one that stops reading is left without a word in the log', async () => {
  const messages = [await ask('192.0.2.1', '/v1/attention', whole), await ask('192.0.2.1', '/v1/attention', whole)];
  expect(messages.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
  const readers = messages.map(readSlowly);
  expect(await statusOf('192.0.2.7', '/v1/trace', large)).toBe(503);
  expect(await statusOf('192.0.2.1', '/v1/trace', large)).toBe(503);
  await seconds(slowReaderMs / 1000 + 2);
  expect(await statusOf('192.0.2.7', '/v1/trace', large)).toBe(200);
  for (const { stop } of readers) stop();
  await seconds(lostAnswerMs / 1000 + 2);
  for (const message of messages) message.resume();
  await expect.poll(() => readers.map(({ isEnded }) => isEnded())).toEqual([true, true]);
  expect(logged).toEqual([]);
});
