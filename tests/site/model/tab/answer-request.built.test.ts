import { readdirSync, statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bert } from '../../../../shared/model/bert.ts';
import { answerRequest, tabPaths } from '../../../../site/model/tab/answer-request.ts';
import { megabytes, tabModelBytes } from '../../../../site/model/tab/download.ts';
import { isForTabModel } from '../../../../site/model/tab/tab-model.ts';
import { type Api, sharedApi } from '../../../functions/api.ts';
import { loadServed } from '../../../shared/model/served-models.ts';

let api: Api;
let bert: Bert;

beforeAll(async () => {
  [api, bert] = await Promise.all([sharedApi(), loadServed('bert-base-uncased')]);
});
afterAll(() => api?.stop());

const safetensors = 'application/vnd.safetensors';
const ndjson = 'application/x-ndjson';
const text = 'Paris is the [MASK] of France.';

async function all(lines: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = [];
  for await (const line of lines) found.push(line);
  return found;
}

describe('a tab answers as the API does, byte for byte and with its errors', () => {
  it.each<[path: string, accept: string, body: unknown]>([
    ['/v1/attention', safetensors, { text }],
    ['/v1/attention', 'application/json', { text, layers: [5], heads: [9], words: true, metrics: true }],
    ['/v1/attention', safetensors, { text: 'Two of them.', text_pair: 'One more.', reduce: 'rollout' }],
    ['/v1/trace', safetensors, { text, tensors: ['query.3', 'mixing.*', 'logits'] }],
    ['/v1/trace', 'application/x-npy', { text, tensors: ['attention_scores.8'] }],
    ['/v1/score-attribution', 'application/json', { text, layer: 8, head: 10, from: 4, to: 1 }],
    ['/v1/score-attribution', safetensors, { text, layer: 2, head: 0, from: 0, to: 8 }],
    ['/v1/score-attribution', safetensors, { text, layer: 2, head: 0, from: 9, to: 0 }],
    ['/v1/fill-mask', 'application/json', { text, top_k: 3, targets: ['capital'] }],
    ['/v1/sweep', 'application/json', { text, over: 'layers' }],
    ['/v1/tokenize', 'application/json', { text: 'Snowboarding!' }],
    ['/v1/attention', safetensors, { text, layers: [0, 12] }],
    ['/v1/attention', safetensors, { text: 'word '.repeat(150) }],
    ['/v1/trace', safetensors, { text: 'word '.repeat(600), tensors: ['query.0'] }],
    ['/v1/trace', safetensors, { text, tensors: ['queries.0'] }],
    ['/v1/fill-mask', 'application/json', { text: 'No blank here.' }],
    ['/v1/attention', ndjson, { input: [text, '', { text: 'a', text_pair: 'b' }], pairs: [[8, 10]], top_k: 2 }],
    ['/v1/attention', safetensors, { input: [text, text], dtype: 'f16', metrics: true, text: null }],
    ['/v1/attention', 'application/json', { text, layers: [5], heads: [9], input: null }],
    ['/v1/trace', 'application/json', { input: [text], tensors: ['mixing.3'], input_ids: null }],
    ['/v1/fill-mask', 'application/json', { input: [text, 'none'], top_k: 2 }],
    ['/v1/fill-mask', 'application/json', { input: [5] }],
    ['/v1/tokenize', 'text/html', { text }],
    ['/v1/tokenize', 'application/json', { text, colour: 'blue' }],
    ['/v1/tokenize', 'application/json', undefined],
  ])('%s, %s: %j', async (path, accept, fields) => {
    const body = JSON.stringify(fields) ?? '{"text":';
    const headers = { 'content-type': 'application/json', accept };
    const response = await fetch(new URL(path, api.url), { method: 'POST', headers, body });
    const answer = await answerRequest(bert, { path, accept, body });
    expect(answer.status).toBe(response.status);
    expect(response.headers.get('content-type')).toContain(answer.contentType);
    expect(Buffer.from(answer.body).equals(Buffer.from(await response.arrayBuffer()))).toBe(true);
  });

  it.each([
    [{ text, over: 'layers', targets: ['capital'] }, 200],
    [{ text: 'No blank here.', over: 'layers' }, 400],
  ])('/v1/sweep, line by line: %j', async (fields, status) => {
    const body = JSON.stringify(fields);
    const headers = { 'content-type': 'application/json', accept: ndjson };
    const response = await fetch(new URL('/v1/sweep', api.url), { method: 'POST', headers, body });
    const answer = await answerRequest(bert, { path: '/v1/sweep', accept: ndjson, body });
    const lines = answer.lines ? await all(answer.lines) : [new TextDecoder().decode(answer.body)];
    expect([answer.status, response.status]).toEqual([status, status]);
    expect(lines.join('')).toBe(await response.text());
    expect(lines).toHaveLength(status === 200 ? 14 : 1);
  });

  it('a sweep that nobody waits for any more goes no further than its next pause', async () => {
    let pauses = 0;
    const pause = async () => {
      if (++pauses === 3) throw new Error('given up');
    };
    const body = JSON.stringify({ text: `${'word '.repeat(60)}${text}`, over: 'heads' });
    const { lines } = await answerRequest(bert, { path: '/v1/sweep', accept: ndjson, body }, pause);
    const last = (await all(lines!)).at(-1)!;
    expect(JSON.parse(last)).toHaveProperty('error');
    expect(pauses).toBe(3);
  });

  it('leaves to the API what it has no model for', () => {
    expect(
      ['/v1/attention', '/v1/embeddings', '/v1/models', 'toString'].map((path) => tabPaths.includes(path)),
    ).toEqual([true, false, false, false]);
  });
});

it.each<[body: unknown, isForTab: boolean]>([
  [{ text }, true],
  [{ text, model: null }, true],
  [{ text, model: 'bert-base-uncased' }, true],
  [{ text, model: 'google-bert/bert-base-uncased' }, true],
  [{ text: '"model":"all-MiniLM-L6-v2"' }, true],
  [{ text, model: 'all-MiniLM-L6-v2' }, false],
  [{ text, model: 'sentence-transformers/all-MiniLM-L6-v2' }, false],
  [{ text, model: 'no-such-model' }, false],
])('%j is answered in the tab: %s', (body, isForTab) => {
  expect(isForTabModel(JSON.stringify(body))).toBe(isForTab);
  expect(isForTabModel(JSON.stringify(body, undefined, 2))).toBe(isForTab);
});

it('the download that is asked about is as large as the files are', () => {
  const folder = new URL('../../../../site/public/models/bert-base-uncased/', import.meta.url);
  const bytes = readdirSync(folder).map((file) => statSync(new URL(file, folder)).size);
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBe(tabModelBytes);
  expect(megabytes(tabModelBytes)).toBe('97 MB');
});
