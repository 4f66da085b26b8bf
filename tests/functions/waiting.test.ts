import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { healthResponse } from '../../shared/api/health.ts';
import { type Api, startApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
  await api.post('/v1/attention', { text: 'hi', layers: [0] });
});
afterAll(() => api.stop());

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
    const large = { text: 'word '.repeat(500), tensors: ['intermediate.0'] };
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

it('server-timing says how long the model was loaded, waited for and at work', async () => {
  for (const model of ['bert-base-uncased', 'all-MiniLM-L6-v2']) {
    const response = await api.post('/v1/attention', { text: 'hi', layers: [0], model });
    expect(response.headers.get('server-timing')).toMatch(/^load;dur=\d+, queue;dur=\d+, model;dur=\d+$/);
  }
});

it('tokens do not wait for the model: they come before the embeddings that were asked for first', async () => {
  const order: string[] = [];
  const input = Array(4).fill('word '.repeat(500));
  const embeddings = api.post('/v1/embeddings', { input, model: 'bert-base-uncased' }).then(async (response) => {
    expect(response.status).toBe(200);
    order.push('embeddings');
  });
  while ((await queueLength()) === 0);
  const tokens = await api.post('/v1/tokenize', { text: 'hi' });
  order.push('tokens');
  expect(tokens.headers.get('server-timing')).toMatch(/^load;dur=\d+$/);
  await embeddings;
  expect(order).toEqual(['tokens', 'embeddings']);
});

async function queueLength(): Promise<number> {
  return healthResponse.parse(await (await api.get('/health')).json()).models[0].queue_length;
}
