import { once } from 'node:events';
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { healthResponse } from '../../shared/api/health.ts';
import { type Api, startApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
  await api.post('/v1/attention', { text: 'hi', layers: [0] });
});
afterAll(() => api.stop());

/** 4.5 MiB from a text of 95 tokens. */
const large = { text: 'word '.repeat(93), tensors: [0, 1, 2, 3].map((layer) => `intermediate.${layer}`) };

/** Sends a request whose answer is not read until `resume`. */
function leaveUnread(body: object): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', accept: 'application/vnd.safetensors' };
    const request = httpRequest(new URL('/v1/trace', api.url), { method: 'POST', headers, agent: false }, resolve);
    request.once('error', reject).end(JSON.stringify(body));
  });
}

describe('an answer that waits for its reader', () => {
  it('takes room from those after it, who get 503 and Retry-After until it has been read', async () => {
    const unread = [await leaveUnread(large), await leaveUnread(large), await leaveUnread(large)];
    expect(unread.map(({ statusCode }) => statusCode)).toEqual([200, 200, 503]);
    expect(unread[2].headers['retry-after']).toBe('1');
    for (const message of unread) {
      message.resume();
      await once(message, 'end');
    }
    const after = await leaveUnread(large);
    expect(after.statusCode).toBe(200);
    after.resume();
    await once(after, 'end');
  });
});

/** Sends embeddings that keep the model busy for a while; what comes back is of no interest. */
function busyWith(model: string): ClientRequest {
  const headers = { 'content-type': 'application/json' };
  const request = httpRequest(new URL('/v1/embeddings', api.url), { method: 'POST', headers, agent: false });
  request.on('response', (message) => message.resume()).on('error', () => undefined);
  return request.end(JSON.stringify({ model, input: Array(2).fill('word '.repeat(500)) }));
}

describe('a reader who goes away', () => {
  // workerd takes a connection for lost when it is reset. One that is only closed may be half closed: a reader who
  // has nothing more to send and still waits.
  it.each([
    ['bert-base-uncased', 0],
    ['all-MiniLM-L6-v2', 1],
  ])('leaves the queue of %s before his turn, and loses it', async (model, isolate) => {
    await api.post('/v1/embeddings', { model, input: 'hi' });
    const requests = Array.from({ length: 6 }, () => busyWith(model));
    while ((await queueLength(isolate)) < 6);
    for (const request of requests.slice(1)) request.socket?.resetAndDestroy();
    while ((await queueLength(isolate)) > 1);
    expect((await api.post('/v1/embeddings', { model, input: 'hi' })).headers.get('server-timing')).toMatch(
      /queue;dur/,
    );
    expect(await queueLength(isolate)).toBe(0);
  });

  it('gives the room of his answer back', async () => {
    const unread = [await leaveUnread(large), await leaveUnread(large)];
    expect((await leaveUnread(large)).statusCode).toBe(503);
    for (const { socket } of unread) socket.resetAndDestroy();
    let status: number | undefined = 503;
    while (status === 503) {
      const message = await leaveUnread(large);
      message.resume();
      await once(message, 'end');
      status = message.statusCode;
    }
    expect(status).toBe(200);
  });
});

it('server-timing says how long the model was loaded, waited for and at work', async () => {
  for (const model of ['bert-base-uncased', 'all-MiniLM-L6-v2']) {
    const response = await api.post('/v1/attention', { text: 'hi', layers: [0], model });
    expect(response.headers.get('server-timing')).toMatch(/^load;dur=\d+, queue;dur=\d+, model;dur=\d+$/);
  }
});

it('tokens do not wait for the model: they come while others wait for their turn', async () => {
  await api.post('/v1/embeddings', { model: 'bert-base-uncased', input: 'hi' });
  const requests = Array.from({ length: 8 }, () => busyWith('bert-base-uncased'));
  while ((await queueLength()) < 8);
  const tokens = await api.post('/v1/tokenize', { text: 'hi' });
  expect(tokens.headers.get('server-timing')).toMatch(/^load;dur=\d+$/);
  expect(await queueLength()).toBeGreaterThan(0);
  for (const request of requests) request.socket?.resetAndDestroy();
  while ((await queueLength()) > 0);
});

async function queueLength(isolate = 0): Promise<number> {
  return healthResponse.parse(await (await api.get('/health', { connection: 'close' })).json()).models[isolate]
    .queue_length;
}
