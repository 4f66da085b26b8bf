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

/** What keeps each model busy for longer than a request takes to arrive. */
const busy: Readonly<Record<string, string[]>> = {
  'bert-base-uncased': ['word '.repeat(62)],
  'all-MiniLM-L6-v2': ['word '.repeat(500)],
};

/** Sends embeddings that keep the model busy for a moment; what comes back is of no interest. */
function busyWith(model: string): ClientRequest {
  const headers = { 'content-type': 'application/json' };
  const request = httpRequest(new URL('/v1/embeddings', api.url), { method: 'POST', headers, agent: false });
  request.on('response', (message) => message.resume()).on('error', () => undefined);
  return request.end(JSON.stringify({ model, input: busy[model] }));
}

/** Milliseconds that such a request waits for its turn and then works. */
async function turnOf(model: string): Promise<{ queue: number; work: number }> {
  const response = await api.post('/v1/embeddings', { model, input: busy[model] }, { connection: 'close' });
  const [, queue, work] = /queue;dur=(\d+), model;dur=(\d+)/.exec(response.headers.get('server-timing') ?? '') ?? [];
  return { queue: Number(queue), work: Number(work) };
}

describe('a reader who goes away', () => {
  // workerd takes a connection for lost when it is reset. One that is only closed may be half closed: a reader who
  // has nothing more to send and still waits.
  it.each([
    ['bert-base-uncased', 0],
    ['all-MiniLM-L6-v2', 1],
  ])('leaves the queue of %s: the next waits for less than half of 20 who went', async (model, isolate) => {
    await turnOf(model);
    const { work } = await turnOf(model);
    const requests = Array.from({ length: 30 }, () => busyWith(model));
    await queueOf(20, isolate);
    for (const request of requests) request.socket?.resetAndDestroy();
    expect((await turnOf(model)).queue).toBeLessThan(10 * work);
  });

  it('gives the room of his answer back', async () => {
    const unread = [await leaveUnread(large), await leaveUnread(large)];
    expect((await leaveUnread(large)).statusCode).toBe(503);
    for (const { socket } of unread) socket.resetAndDestroy();
    const after = await leaveUnread(large);
    after.resume();
    await once(after, 'end');
    expect(after.statusCode).toBe(200);
  });
});

it('server-timing says how long the model was loaded, waited for and at work', async () => {
  for (const model of ['bert-base-uncased', 'all-MiniLM-L6-v2']) {
    const response = await api.post('/v1/attention', { text: 'hi', layers: [0], model });
    expect(response.headers.get('server-timing')).toMatch(/^load;dur=\d+, queue;dur=\d+, model;dur=\d+$/);
  }
});

it('tokens do not wait for the model: they come while others wait for their turn', async () => {
  const requests = Array.from({ length: 20 }, () => busyWith('bert-base-uncased'));
  await queueOf(10);
  const tokens = await api.post('/v1/tokenize', { text: 'hi' }, { connection: 'close' });
  expect(tokens.headers.get('server-timing')).toMatch(/^load;dur=\d+$/);
  expect(await queueLength()).toBeGreaterThan(0);
  for (const request of requests) request.socket?.resetAndDestroy();
});

/** Waits until so many requests run or wait. */
async function queueOf(length: number, isolate = 0): Promise<void> {
  for (let looks = 0; looks < 1000; looks++) if ((await queueLength(isolate)) >= length) return;
  throw new Error(`expected a queue of ${length}, found ${await queueLength(isolate)}`);
}

async function queueLength(isolate = 0): Promise<number> {
  return healthResponse.parse(await (await api.get('/health', { connection: 'close' })).json()).models[isolate]
    .queue_length;
}
