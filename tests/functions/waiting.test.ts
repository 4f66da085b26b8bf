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

async function queueLength(): Promise<number> {
  return healthResponse.parse(await (await api.get('/health')).json()).models[0].queue_length;
}

/** Sends a request whose answer is not read until `resume`. */
function leaveUnread(body: object): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', accept: 'application/vnd.safetensors' };
    const request = httpRequest(new URL('/v1/trace', api.url), { method: 'POST', headers, agent: false }, resolve);
    request.once('error', reject).end(JSON.stringify(body));
  });
}

describe('a request that waits for its turn', () => {
  it('is not computed once its reader has gone away', async () => {
    const body = { text: 'word '.repeat(500), layers: [0], heads: [0], reduce: 'mean', dtype: 'u8' };
    const leaving = new AbortController();
    const url = new URL('/v1/attention', api.url);
    const headers = { 'content-type': 'application/json' };
    const ask = () =>
      fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal: leaving.signal }).catch(() => 'gone');
    const asked = Array.from({ length: 8 }, ask);
    while ((await queueLength()) < 7);
    leaving.abort();
    const gone = (await Promise.all(asked)).filter((answer) => answer === 'gone');
    expect(gone.length).toBeGreaterThanOrEqual(6);
    const lengths = new Set<number>();
    for (let length = await queueLength(); length > 0; length = await queueLength()) lengths.add(length);
    expect([...lengths].filter((length) => length > 1).length).toBeLessThanOrEqual(2);
  });
});

describe('an answer that waits for its reader', () => {
  it('takes room from those after it, who get 503 and Retry-After until it has been read', async () => {
    const large = { text: 'word '.repeat(500), tensors: ['intermediate.0'] };
    const small = { text: 'word '.repeat(500), tensors: ['intermediate.0'], dtype: 'f16' };
    const unread: IncomingMessage[] = [];
    let refused: Response | undefined;
    for (let i = 0; i < 6 && refused === undefined; i++) {
      unread.push(await leaveUnread(large));
      const response = await api.post('/v1/trace', small, { accept: 'application/vnd.safetensors' });
      await response.arrayBuffer().catch(() => undefined);
      if (response.status === 503) refused = response;
    }
    expect(refused?.headers.get('retry-after')).toBe('1');
    for (const message of unread) {
      message.resume();
      if (message.statusCode === 200) await new Promise((resolve) => message.once('end', resolve));
    }
    const after = await api.post('/v1/trace', large, { accept: 'application/vnd.safetensors' });
    expect([after.status, (await after.arrayBuffer()).byteLength > 6e6]).toEqual([200, true]);
  });
});

it('server-timing says how long the model was loaded, waited for and at work', async () => {
  for (const model of ['bert-base-uncased', 'all-MiniLM-L6-v2']) {
    const response = await api.post('/v1/tokenize', { text: 'hi', model });
    expect(response.headers.get('server-timing')).toMatch(/^load;dur=\d+, queue;dur=\d+, model;dur=\d+$/);
  }
});
