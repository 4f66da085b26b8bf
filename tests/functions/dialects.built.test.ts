import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attentionRequest } from '../../shared/api/attention/contract.ts';
import { embeddingsRequest } from '../../shared/api/embeddings/contract.ts';
import { fillMaskRequest } from '../../shared/api/fill-mask/contract.ts';
import { scoreAttributionRequest } from '../../shared/api/score-attribution/contract.ts';
import { bertBase, miniLm, modelIds, servedModels } from '../../shared/api/served-models.ts';
import { similarityRequest } from '../../shared/api/similarity/contract.ts';
import { tokenizeRequest } from '../../shared/api/tokenize/contract.ts';
import { traceRequest } from '../../shared/api/trace/contract.ts';
import { type Api, sharedApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await sharedApi();
});
afterAll(() => api.stop());

const text = 'The cat [MASK].';
const routes = [
  ['/v1/attention', attentionRequest, { text }],
  ['/v1/trace', traceRequest, { text, tensors: ['mixing.0'] }],
  ['/v1/score-attribution', scoreAttributionRequest, { text, layer: 1, head: 0, from: 1, to: 2 }],
  ['/v1/fill-mask', fillMaskRequest, { text }],
  ['/v1/tokenize', tokenizeRequest, { text }],
  ['/v1/embeddings', embeddingsRequest, { input: text }],
  ['/embeddings', embeddingsRequest, { input: text }],
  ['/v1/similarity', similarityRequest, { input: text }],
] as const;

async function answer(response: Response): Promise<unknown> {
  const body: unknown = await response.json();
  expect(response.status, JSON.stringify(body)).toBe(200);
  return body;
}

describe('null in a request', () => {
  it.each(routes)('of %s is the same as an absent field, for each and for all', async (path, schema, body) => {
    const optional = Object.keys(schema.shape).filter((name) => !(name in body));
    const plain = await answer(await api.post(path, body));
    for (const name of optional)
      expect(await answer(await api.post(path, { ...body, [name]: null })), name).toEqual(plain);
    const all = Object.fromEntries(optional.map((name) => [name, null]));
    expect(await answer(await api.post(path, { ...all, ...body }))).toEqual(plain);
  });

  it.each(routes)('of %s is refused for a required field, saying so', async (path, _, body) => {
    for (const name of Object.keys(body)) {
      const response = await api.post(path, { ...body, [name]: null });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: { param: name } });
    }
  });
});

describe("Hugging Face's ids", () => {
  it.each(modelIds)('of %s is answered by it on every route', async (id) => {
    const alias = servedModels[id].huggingFaceId;
    for (const [path, , body] of routes) {
      if (path === '/v1/fill-mask' && id === miniLm) continue;
      expect(await answer(await api.post(path, { ...body, model: alias }))).toMatchObject({ model: id });
    }
    const query = new URLSearchParams({ text, model: alias, layers: '0' });
    expect(await answer(await api.get(`/v1/attention?${query}`))).toMatchObject({ model: id });
    const plain = await answer(await api.get(`/v1/models/${id}`));
    expect(await answer(await api.get(`/v1/models/${alias}`))).toEqual(plain);
    expect(await answer(await api.get(`/v1/models/${encodeURIComponent(alias)}`))).toEqual(plain);
  });

  it.each(['BERT-base-uncased', 'google-bert/bert-base-cased', 'google-bert', '__proto__', 'constructor', ''])(
    'the id %j is not taken for another',
    async (model) => expect((await api.post('/v1/tokenize', { text, model })).status).toBe(404),
  );
});

describe('GET /v1/attention', () => {
  const base = { text: 'The cat sat.', layers: '0,3', heads: '1' };
  const asked = (query: string) => api.get(`/v1/attention?text=The+cat+sat.&${query}`);
  const plain = async () => answer(await asked('layers=0,3&heads=1'));

  it.each([
    'layers=0&layers=3&heads=1',
    'layers=0,%203&heads=+1+',
    'layers=0+,+3&heads=1',
    'layers=0,3&heads=1&words=False&metrics=0&truncate=',
    'layers=0,3&heads=1&model=&text_pair=&reduce=&dtype=&words=',
    'layers=0,3&heads=1&truncate=True',
    'layers=0,3&heads=1&truncate=1',
  ])('?%s is the same request', async (query) => expect(await answer(await asked(query))).toEqual(await plain()));

  it.each(['words=True', 'words=TRUE', 'words=1', 'words=true'])('?%s is a yes', async (query) => {
    expect(await answer(await asked(`layers=0&${query}`))).toHaveProperty('words');
  });

  it.each([
    ['layers=0,,3', 'layers'],
    ['layers=0;3', 'layers'],
    ['layers=1e1', 'layers'],
    ['layers=0&layers=0', 'layers[1]'],
    ['layers=99', 'layers[0]'],
    ['words=yes', 'words'],
    ['words=true&words=true', 'words'],
    ['text=again', 'text'],
    ['dtype=F32', 'dtype'],
  ])('?%s is refused, naming %s', async (query, param) => {
    const response = await asked(query);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { param } });
  });

  it('has one ETag however the same request is spelled, another for another answer', async () => {
    const tag = async (query: string, headers?: HeadersInit) => {
      const response = await api.get(`/v1/attention?${query}`, headers);
      await response.arrayBuffer();
      return response.headers.get('etag');
    };
    const spelled = new URLSearchParams(base).toString();
    const all = [...Array(12).keys()].join(',');
    const first = await tag(spelled);
    // Weak: JSON is compressed on its way, and the tag names the content.
    expect(first).toMatch(/^W\/"[0-9a-f]{64}"$/);
    for (const same of ['&truncate=true', '&model=google-bert/bert-base-uncased', '&words=0&reduce=none&dtype=f32']) {
      expect(await tag(spelled + same), same).toBe(first);
    }
    expect(await tag(`text=a&layers=${all}`)).toBe(await tag('text=a'));
    const others = [
      tag(spelled.replace('cat', 'dog')),
      tag(`${spelled}&words=1`),
      tag(`${spelled}&metrics=1`),
      tag(`${spelled}&reduce=mean`),
      tag(`${spelled}&dtype=f16`),
      tag(`${spelled}&text_pair=a`),
      tag(`${spelled}&model=${miniLm}`),
      tag(spelled, { accept: 'application/vnd.safetensors' }),
      tag(spelled.replace('0%2C3', '3%2C0')),
    ];
    expect(new Set([first, ...(await Promise.all(others))]).size).toBe(others.length + 1);
  });

  it('costs no pass for its head and for who has it, and is refused all the same where it is bad', async () => {
    // A text that nobody else asks about: an answer that is kept costs no pass either.
    const path = `/v1/attention?${new URLSearchParams({ ...base, text: 'Nobody asked this before.' })}`;
    const whole = await api.get(path);
    await whole.arrayBuffer();
    const etag = whole.headers.get('etag') ?? '';
    const head = (query: string) => fetch(new URL(query, api.url), { method: 'HEAD' });
    const headed = await head(path);
    const known = await api.get(path, { 'if-none-match': etag });
    expect(whole.headers.get('server-timing')).toContain('model;');
    for (const cheap of [headed, known]) {
      expect(cheap.headers.get('server-timing')).not.toContain('model;');
      expect(cheap.headers.get('etag')).toBe(etag);
      expect(cheap.headers.get('cache-control')).toBe('public, max-age=3600');
    }
    expect([headed.status, headed.headers.get('content-type'), known.status]).toEqual([200, 'application/json', 304]);
    expect((await head(`${path}&layers=12`)).status).toBe(400);
    expect((await head(`/v1/attention?text=${'word+'.repeat(600)}`)).status).toBe(400);
    expect((await head(`/v1/attention?text=${'word+'.repeat(300)}`)).status).toBe(413);
    expect((await api.get(`${path}&layers=12`, { 'if-none-match': '*' })).status).toBe(400);
  });
});

it('the model of a request that names none is that of its route', async () => {
  expect(await answer(await api.post('/v1/tokenize', { text, model: null }))).toMatchObject({ model: bertBase });
  expect(await answer(await api.post('/v1/embeddings', { input: text, model: null }))).toMatchObject({ model: miniLm });
});
