import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { MemoryWatch, totalBytes } from '../../tools/load/isolate-memory.ts';
import { type Api, assetsFolder, startApi } from './api.ts';

let api: Api;
let watch: MemoryWatch;
beforeAll(async () => {
  api = await startApi(assetsFolder(), { inspect: true });
  await api.post('/v1/attention', { text: 'hi', layers: [0] });
  await api.post('/v1/attention', { text: 'hi', layers: [0], model: 'all-MiniLM-L6-v2' });
  if (api.inspector === undefined) throw new Error('expected an inspector, found none');
  watch = await MemoryWatch.begin(api.url, api.inspector, {
    'bert-base-uncased': 'understanding-bert',
    'all-MiniLM-L6-v2': 'understanding-bert-minilm',
  });
});
afterAll(async () => {
  watch?.end();
  await api?.stop();
});

const mebibyte = 2 ** 20;

const binary = 'application/vnd.safetensors, application/json;q=0.5';

/** 3.8 MiB from a text of 81 tokens. */
const large = { text: 'word '.repeat(79), tensors: [0, 1, 2, 3].map((layer) => `intermediate.${layer}`) };

const open: IncomingMessage[] = [];
afterEach(async () => {
  for (const message of open.splice(0)) message.destroy();
  await expect.poll(waiting, { timeout: 20_000 }).toBe(0);
});

/** Requests that work or wait at either model. */
async function waiting(): Promise<number> {
  const { models } = (await (await api.get('/health')).json()) as { models: { queue_length: number }[] };
  return models.reduce((sum, { queue_length: length }) => sum + length, 0);
}

/** The answer's head; its body stays where it is. */
function ask(path: string, body: object, accept = binary): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', accept };
    const request = httpRequest(new URL(path, api.url), { method: 'POST', headers, agent: false }, (message) => {
      open.push(message);
      resolve(message);
    });
    request.once('error', reject).end(JSON.stringify(body));
  });
}

async function taken(message: IncomingMessage): Promise<void> {
  if (message.readableEnded) return;
  message.resume();
  await once(message, 'end');
}

/** MiB of the isolate that has most. */
async function live(): Promise<number> {
  const isolates = await watch.live();
  return Math.max(...isolates.map((memory) => totalBytes(memory) / mebibyte));
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);
const masks = '[MASK] '.repeat(510);
/** Fills the body up: what is read of it is cut, or no token. */
const blank = (length: number) => ' '.repeat(2 ** 20 - 4000 - length);
const long = 'word '.repeat(510);
const cut = { text: long + blank(long.length), truncate: true };
const pieces = '"\u0001 '.repeat(253);
const listed = 'a '.repeat(16_382);
const texts = Array.from({ length: 682 }, () => 'a');
const many = (words: number) => Array.from({ length: 256 }, () => 'word '.repeat(words));
const wide = 'ā'.repeat(65_000);

/** As much as a body, a model's sizes and the limits let one request ask for, route by route. */
const worst: [what: string, path: string, body: object, accept?: string][] = [
  ['attention of 8 heads over 512 tokens', '/v1/attention', { ...cut, layers: upTo(4), heads: [0, 1], metrics: true }],
  ['all heads as u8', '/v1/attention', { text: 'word '.repeat(238), dtype: 'u8', metrics: true, truncate: true }],
  [
    'words that JSON spells in six characters each',
    '/v1/attention',
    { text: pieces, words: true, layers: [0], heads: [0] },
    'application/json',
  ],
  ['words as long as they may be', '/v1/attention', { text: wide, words: true, metrics: true }],
  ['the same as JSON', '/v1/attention', { text: wide, words: true, metrics: true }, 'application/json'],
  [
    'attention of MiniLM',
    '/v1/attention',
    { ...cut, layers: upTo(4), heads: [0, 1], metrics: true, model: 'all-MiniLM-L6-v2' },
  ],
  [
    'every token of five long texts',
    '/v1/embeddings',
    { input: Array(5).fill(long), pooling: 'none', model: 'bert-base-uncased' },
  ],
  [
    'every token as base64',
    '/v1/embeddings',
    { input: Array(5).fill(long), pooling: 'none', model: 'bert-base-uncased', encoding_format: 'base64' },
  ],
  ['every token for another client', '/embed_all', { inputs: 'word '.repeat(500), model: 'bert-base-uncased' }],
  [
    'a pair explained token by token',
    '/v1/similarity',
    { pairs: [[long, long]], tokens: true, model: 'bert-base-uncased' },
    'application/json',
  ],
  ['724 texts with each other', '/v1/similarity', { input: Array(724).fill('a'), model: 'bert-base-uncased' }],
  [
    'masks for another client',
    '/hf/bert-base-uncased',
    { inputs: Array(5).fill(`[MASK] ${'word '.repeat(500)}`), top_k: 100 },
  ],
  [
    'every tensor there is',
    '/v1/trace',
    {
      text: '[MASK]',
      tensors: [
        'query.*',
        'key.*',
        'value.*',
        'context.*',
        'attention_scores.*',
        'attentions.*',
        'attention_norms.*',
        'transformed_value.*',
        'attention_output.*',
        'attention_block.*',
        'feed_forward_output.*',
        'hidden_states.*',
        'intermediate.*',
        'mixing.*',
        'logits.*',
      ],
    },
  ],
  [
    'a comparison',
    '/v1/trace',
    {
      text: `${'word '.repeat(90)}${blank(450)}`,
      tensors: upTo(3).map((layer) => `intermediate.${layer}`),
      mask_tokens: [3],
      compare: true,
      dtype: 'f16',
    },
  ],
  [
    'frozen numbers beside a large answer',
    '/v1/trace',
    {
      text: long,
      tensors: upTo(3).map((layer) => `hidden_states.${layer}`),
      interventions: upTo(2).map((layer) => ({ at: `hidden_states.${layer}`, freeze: true })),
    },
  ],
  [
    'units changed all the way, by half a million numbers',
    '/v1/trace',
    {
      text: long,
      tensors: ['hidden_states.12'],
      interventions: [
        { at: 'intermediate.*', scale: 1 },
        { at: 'intermediate.0', tokens: upTo(160), add: upTo(160).map(() => Array(3072).fill(1)) },
      ],
    },
  ],
  [
    'a sweep with as many hidden states as may be kept',
    '/v1/sweep',
    { text: 'word '.repeat(208), over: 'layers', position: 3 },
  ],
  [
    'a sweep line by line, with as many words as it follows',
    '/v1/sweep',
    {
      text: 'word '.repeat(16),
      over: 'states',
      position: 3,
      patch: { text: 'world '.repeat(16) },
      targets: upTo(16).map((number) => String(number)),
    },
    'application/x-ndjson',
  ],
  [
    'a score of the last layer',
    '/v1/score-attribution',
    { text: long, layer: 11, head: 0, from: 511, to: 0, truncate: true },
  ],
  ['tensors as JSON', '/v1/trace', { ...cut, tensors: ['hidden_states.0'] }, 'application/json'],
  [
    '100 candidates at 510 positions',
    '/v1/fill-mask',
    { text: masks + blank(masks.length), top_k: 100, mask_tokens: upTo(512) },
  ],
  [
    '100 candidates in 13 hidden states',
    '/v1/fill-mask',
    { text: masks, truncate: true, top_k: 100, positions: upTo(39), hidden_states: upTo(13) },
  ],
  ['vectors of BERT-base', '/v1/embeddings', { input: texts, model: 'bert-base-uncased', user: blank(5000) }],
  ['vectors of MiniLM', '/v1/embeddings', { input: Array(2048).fill('a'), user: blank(20_000) }],
  ['all heads of 512 tokens, sent while they are computed', '/v1/attention', cut],
  ['lengths of what 512 tokens contribute, the same way', '/v1/attention', { ...cut, reduce: 'norm' }],
  ['many texts in one file', '/v1/attention', { input: many(62), metrics: true, truncate: true }],
  ['many texts with their words', '/v1/attention', { input: many(62), words: true, top_k: 8, dtype: 'f16' }],
  ['many texts line by line', '/v1/attention', { input: many(62), heads: upTo(4) }, 'application/x-ndjson'],
  ['long texts in one file', '/v1/attention', { input: [...Array(31).fill(long), 'a'], truncate: true }],
  ['tensors of many texts', '/v1/trace', { input: many(62), tensors: ['hidden_states.*', 'mixing.*'] }],
  ['masked words of many texts', '/v1/fill-mask', { input: Array(256).fill('[MASK] '.repeat(29)), top_k: 100 }],
  ['as many tokens as are listed', '/v1/tokenize', { text: listed + blank(listed.length) }],
];

it.each(worst)(
  'each isolate has at most 118 MiB live while nobody takes two answers: %s',
  async (_, path, body, accept) => {
    const statuses = [(await ask(path, body, accept)).statusCode, (await ask(path, body, accept)).statusCode];
    const most = await live();
    expect(statuses[0]).toBe(200);
    expect([200, 503]).toContain(statuses[1]);
    expect(most).toBeLessThanOrEqual(118);
  },
  120_000,
);

const half = 2 ** 18;
const refused: [path: string, body: object][] = [
  ['/v1/attention', { text: 'a', layers: Array(half).fill(0) }],
  ['/v1/attention', { text: 'a', heads: Array(half).fill([]) }],
  ['/v1/attention', { text: 'a', heads: Array(half).fill('') }],
  ['/v1/trace', { text: 'a', tensors: Array(half / 4).fill('query.0') }],
  ['/v1/trace', { text: 'a', tensors: ['query.0'], head_mask: Array(half).fill([]) }],
  ['/v1/trace', { text: 'a', tensors: ['query.0'], head_mask: [Array(half).fill(-1)] }],
  ['/v1/trace', { text: 'a', tensors: ['query.0'], interventions: Array(half).fill({}) }],
  ['/v1/trace', { text: 'a', tensors: ['query.0'], interventions: [{ at: 'query.0', set: Array(half).fill('') }] }],
  ['/v1/trace', { text: 'a', tensors: ['query.0'], interventions: [{ at: 'query.0', set: [Array(half).fill([])] }] }],
  ['/v1/score-attribution', { text: 'a', layer: Array(half).fill(0), head: 0, from: 0, to: 0 }],
  ['/v1/fill-mask', { text: '[MASK]', position_ids: Array(half).fill(-1) }],
  ['/v1/fill-mask', { text: '[MASK]', interventions: [{ at: 'query.0', patch: { text: 'a '.repeat(half) } }] }],
  ['/v1/fill-mask', { text: '[MASK]', targets: Array(half).fill('') }],
  ['/v1/fill-mask', { text: '[MASK]', positions: Array(half).fill(0) }],
  ['/v1/fill-mask', { text: '[MASK]', mask_tokens: Array(half).fill(0) }],
  ['/v1/embeddings', { input: Array(half).fill('') }],
];

it.each(refused)('%s refuses a list of hundreds of thousands in one short sentence', async (path, body) => {
  const response = await api.post(path, body);
  const text = await response.text();
  expect([400, 413]).toContain(response.status);
  expect(text.length).toBeLessThan(300);
  expect(await live()).toBeLessThanOrEqual(118);
});

it('tokens of many long texts that nobody takes are refused before they fill the isolate', async () => {
  const body = { text: listed + blank(listed.length) };
  const statuses = await Promise.all(upTo(24).map(async () => (await ask('/v1/tokenize', body)).statusCode));
  expect(statuses).toContain(503);
  expect(await live()).toBeLessThanOrEqual(118);
});

it('the isolate of BERT-base has at most 118 MiB live while nobody takes the answers that it has room for', async () => {
  await ask('/v1/trace', large);
  await ask('/v1/trace', large);
  await ask('/v1/fill-mask', { text: '[MASK] '.repeat(20), top_k: 100 });
  const most = await live();
  expect(open.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
  expect(most).toBeGreaterThan(97 + 9);
  expect(most).toBeLessThanOrEqual(118);
});

it("what a score's attribution holds outside of the pages makes free pages give way", async () => {
  await taken(await ask('/v1/trace', large));
  const [before] = await watch.live();
  await ask('/v1/score-attribution', { text: long, layer: 11, head: 0, from: 511, to: 0, truncate: true });
  const [after] = await watch.live();
  expect(open.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
  expect(before.buffers / mebibyte).toBeGreaterThan(3.5);
  expect((after.buffers - before.buffers) / mebibyte).toBeLessThan(-1);
});

it('and no more after six large answers than after one: what they stand in is used again', async () => {
  const takeLarge = async () => taken(await ask('/v1/trace', large));
  await takeLarge();
  const [before] = await watch.reserved();
  for (let i = 0; i < 5; i++) await takeLarge();
  const [after] = await watch.reserved();
  expect(open.map(({ statusCode }) => statusCode)).toEqual(Array(6).fill(200));
  expect((after.buffers - before.buffers) / mebibyte).toBeLessThan(2);
  expect(await live()).toBeLessThanOrEqual(118);
});
