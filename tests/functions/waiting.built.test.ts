import { once } from 'node:events';
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { healthResponse } from '../../shared/api/health/contract.ts';
import { type Api, startApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
  await api.post('/v1/attention', { text: 'hi', layers: [0] });
});
afterAll(() => api.stop());

/** 7.9 MiB from a text of 84 tokens: more than sockets hold that nobody reads, and no second one has room beside it. */
const large = { text: 'word '.repeat(82), tensors: Array.from({ length: 8 }, (_, layer) => `intermediate.${layer}`) };

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
    const unread = [await leaveUnread(large), await leaveUnread(large)];
    expect(unread.map(({ statusCode }) => statusCode)).toEqual([200, 503]);
    expect(unread[1].headers['retry-after']).toBe('1');
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
    const unread = [await leaveUnread(large)];
    expect((await leaveUnread(large)).statusCode).toBe(503);
    for (const { socket } of unread) socket.resetAndDestroy();
    const after = await leaveUnread(large);
    after.resume();
    await once(after, 'end');
    expect(after.statusCode).toBe(200);
  });
});

/** Texts of 128 tokens: each is a pack of its own. */
const batches: Readonly<Record<string, string[]>> = {
  'bert-base-uncased': Array(10).fill('word '.repeat(126)),
  'all-MiniLM-L6-v2': Array(30).fill('word '.repeat(126)),
};
const isolates = [
  ['bert-base-uncased', 0],
  ['all-MiniLM-L6-v2', 1],
] as const;
const timeout = 120_000;

/** Milliseconds of each name in `server-timing`. */
function timingOf({ headers }: Response): Record<string, number> {
  const entries = (headers.get('server-timing') ?? '').matchAll(/(\w+);dur=(\d+)/g);
  return Object.fromEntries(Array.from(entries, ([, name, milliseconds]) => [name, Number(milliseconds)]));
}

describe('while one request with many texts is at work', { timeout }, () => {
  it.each(isolates)('short ones for %s are answered, one after the other, before it is', async (model, isolate) => {
    const answered: string[] = [];
    const begun = performance.now();
    const batch = api.post('/v1/embeddings', { model, input: batches[model] }).then((response) => {
      answered.push('batch');
      return response;
    });
    await queueOf(1, isolate);
    for (let i = 0; i < 2; i++) {
      const short = await api.post('/v1/embeddings', { model, input: 'hi' }, { connection: 'close' });
      expect(short.status).toBe(200);
      answered.push('short');
    }
    const response = await batch;
    expect(response.status).toBe(200);
    expect(answered).toEqual(['short', 'short', 'batch']);
    const { load, queue, model: work } = timingOf(response);
    expect(load + queue + work).toBeLessThanOrEqual(performance.now() - begun);
    expect(work).toBeGreaterThan(queue);
  });

  it('it gives the vectors that its texts have alone', async () => {
    const input = [...batches['all-MiniLM-L6-v2'].slice(0, 3), 'hi', 'A bank by the river. '.repeat(30)];
    const vectorsOf = async (input: string | string[]) => {
      const response = await api.post('/v1/embeddings', { input, encoding_format: 'base64' }, { connection: 'close' });
      return ((await response.json()) as { data: { embedding: string }[] }).data.map(({ embedding }) => embedding);
    };
    const [together, ...alone] = await Promise.all([vectorsOf(input), ...input.map((text) => vectorsOf(text))]);
    expect(together).toEqual(alone.flat());
  });

  it.each(isolates)(
    'and its client disconnects, %s computes no more of it: the next waits for less than half as long as it works',
    async (model, isolate) => {
      const headers = { 'content-type': 'application/json' };
      const request = httpRequest(new URL('/v1/embeddings', api.url), { method: 'POST', headers, agent: false });
      request.on('error', () => undefined).end(JSON.stringify({ model, input: batches[model] }));
      await queueOf(1, isolate);
      const next = api.post('/v1/embeddings', { model, input: batches[model] }, { connection: 'close' });
      await queueOf(2, isolate);
      request.socket?.resetAndDestroy();
      const { queue, model: work } = timingOf(await next);
      expect(queue).toBeLessThan(work / 2);
    },
  );
});

it('tokens come between the layers of a pass over 512 tokens', { timeout }, async () => {
  let answered = false;
  const body = { text: 'word '.repeat(510), layers: [11], heads: [0] };
  const pass = api.post('/v1/attention', body, { accept: 'application/vnd.safetensors' }).finally(() => {
    answered = true;
  });
  await queueOf(1);
  let tokens = 0;
  while (!answered) {
    const { ok } = await api.post('/v1/tokenize', { text: 'hi' }, { connection: 'close' });
    if (ok && !answered) tokens++;
  }
  expect((await pass).status).toBe(200);
  expect(tokens).toBeGreaterThanOrEqual(3);
});

describe('one network', { timeout }, () => {
  it.each(['bert-base-uncased', 'all-MiniLM-L6-v2'])(
    'has at most 8 places before %s: the rest is refused, another network is not',
    async (model) => {
      const ask = (address: string) => {
        const headers = { 'cf-connecting-ip': address, connection: 'close' };
        return api.post('/v1/embeddings', { model, input: batches[model].slice(0, 2) }, headers);
      };
      const addresses = Array.from({ length: 20 }, (_, i) => `2001:db8:0:7::${i}`);
      const [others, ...asked] = await Promise.all([ask('192.0.2.1'), ...addresses.map(ask)]);
      const refused = asked.filter(({ status }) => status === 503);
      expect(others.status).toBe(200);
      expect(asked.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(8);
      expect(refused.length).toBeGreaterThan(0);
      expect(refused[0].headers.get('retry-after')).toBe('1');
      expect(await refused[0].json()).toMatchObject({ error: { code: 'network_share_taken', type: 'server_error' } });
    },
  );
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
