import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillMaskResponse } from '../../shared/api/fill-mask/contract.ts';
import { healthResponse } from '../../shared/api/health/contract.ts';
import { modelsResponse } from '../../shared/api/models/contract.ts';
import { modelIds } from '../../shared/api/served-models.ts';
import { tokenizeResponse } from '../../shared/api/tokenize/contract.ts';
import { type Api, sharedApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await sharedApi();
});
afterAll(() => api.stop());

describe('every response', () => {
  it.each(['/health', '/v1/models', '/openapi.json', '/v1/nothing'])(
    'of %s has an id, open CORS and data headers',
    async (path) => {
      const { headers } = await api.get(path);
      expect(headers.get('x-request-id')).toMatch(/^[\w-]{8,}$/);
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    },
  );

  it("keeps the reader's own id, through the other Worker too", async () => {
    const body = { text: 'hi', model: 'all-MiniLM-L6-v2' };
    const response = await api.post('/v1/tokenize', body, { 'x-request-id': 'my-id-1' });
    expect(response.headers.get('x-request-id')).toBe('my-id-1');
  });

  it('may be asked for by a page of another origin', async () => {
    const response = await fetch(new URL('/v1/embeddings', api.url), {
      method: 'OPTIONS',
      headers: {
        origin: 'https://example.org',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,x-stainless-lang',
      },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-headers')).toContain('x-stainless-lang');
    expect(response.headers.get('access-control-allow-methods')).toContain('POST');
  });
});

describe('an answer that is compressed on its way', () => {
  it.each(['/v1/models', '/openapi.json', '/v1/attention?text=hi&layers=0&heads=0'])(
    '%s has a weak tag, the same for every coding, and says that codings differ',
    async (path) => {
      const answers = await Promise.all(
        ['identity', 'gzip', 'br'].map((coding) => api.get(path, { 'accept-encoding': coding })),
      );
      const tags = new Set(answers.map(({ headers }) => headers.get('etag')));
      expect([...tags]).toEqual([expect.stringMatching(/^W\/"\w+"$/)]);
      for (const { headers } of answers) expect(headers.get('vary')).toMatch(/(^|, )accept-encoding$/);
      const known = await api.get(path, { 'if-none-match': [...tags][0] ?? '' });
      expect([known.status, known.headers.get('etag')]).toEqual([304, [...tags][0]]);
    },
  );

  it('is not one of bytes: their tag stays a strong one', async () => {
    const { headers } = await api.get('/v1/attention?text=hi&layers=0&heads=0', { accept: 'application/x-npy' });
    expect([headers.get('etag')?.slice(0, 1), headers.get('vary')]).toEqual(['"', 'accept']);
  });

  it('and pages of other origins may read when to try again', async () => {
    const { headers } = await api.get('/v1/nothing');
    expect(headers.get('access-control-expose-headers')?.split(',')).toContain('retry-after-ms');
  });
});

describe('the smaller answers', () => {
  it('/v1/tokenize gives pieces with their places in the text', async () => {
    const response = await api.post('/v1/tokenize', { text: 'Snowboarding', text_pair: 'fun' });
    const { tokens, usage } = tokenizeResponse.parse(await response.json());
    expect(tokens.map(({ text, start, end, type }) => [text, start, end, type])).toEqual([
      ['[CLS]', 0, 0, 0],
      ['snow', 0, 4, 0],
      ['##boarding', 4, 12, 0],
      ['[SEP]', 0, 0, 0],
      ['fun', 0, 3, 1],
      ['[SEP]', 0, 0, 1],
    ]);
    expect(usage.prompt_tokens).toBe(6);
  });

  it('/v1/fill-mask finds the capital of France', async () => {
    const response = await api.post('/v1/fill-mask', { text: 'Paris is the [MASK] of France.', top_k: 3 });
    const { masks } = fillMaskResponse.parse(await response.json());
    expect(masks).toHaveLength(1);
    expect(masks[0].index).toBe(4);
    expect(masks[0].candidates).toHaveLength(3);
    expect(masks[0].candidates[0]).toMatchObject({ token: 'capital', probability: expect.closeTo(0.997, 2) });
  });

  it('/v1/fill-mask scores the targets it is given', async () => {
    const targets = ['city', 'capital'];
    const response = await api.post('/v1/fill-mask', { text: 'Paris is the [MASK] of France.', targets });
    const { masks } = fillMaskResponse.parse(await response.json());
    expect(masks[0].candidates.map(({ token }) => token).sort()).toEqual(['capital', 'city']);
  });

  it('/v1/fill-mask blanks a token and knocks heads out: the probability is that of the logits of /v1/trace, within 1e-5', async () => {
    const text = 'The cat sat on the mat because it was tired.';
    const head_mask = Array.from({ length: 12 }, (_, layer) => Array(12).fill(layer === 8 ? 0 : 1));
    const changes = { text, head_mask, mask_tokens: [6] };
    const response = await api.post('/v1/fill-mask', { ...changes, top_k: 1 });
    const { masks, tokens } = fillMaskResponse.parse(await response.json());
    const { tensors } = (await (await api.post('/v1/trace', { ...changes, tensors: ['logits'] })).json()) as {
      tensors: { logits: { data: number[][] } };
    };
    const [{ id, probability }] = masks[0].candidates;
    const [logits] = tensors.logits.data;
    const sum = logits.reduce((total, logit) => total + Math.exp(logit), 0);
    expect(tokens[6].text).toBe('[MASK]');
    expect(masks.map(({ index }) => index)).toEqual([6]);
    expect(logits[id]).toBe(Math.max(...logits));
    expect(Math.abs(probability - Math.exp(logits[id]) / sum)).toBeLessThan(1e-5);
  });

  it('/v1/fill-mask reads any token in any hidden states: the probabilities are those of the logits of /v1/trace, within 1e-5', async () => {
    const text = 'Paris is the [MASK] of France.';
    const asked = { text, positions: [4], hidden_states: [12, 0, 7], top_k: 2 };
    const { masks } = fillMaskResponse.parse(await (await api.post('/v1/fill-mask', asked)).json());
    expect(masks.map(({ index, hidden_state }) => [index, hidden_state])).toEqual([
      [4, 12],
      [4, 0],
      [4, 7],
    ]);
    const tensors = ['logits.12', 'logits.0', 'logits.7'];
    const traced = (await (await api.post('/v1/trace', { text, tensors })).json()) as {
      tensors: Record<string, { data: number[][] }>;
    };
    for (const { hidden_state, candidates } of masks) {
      const [logits] = traced.tensors[`logits.${hidden_state}`].data;
      const sum = logits.reduce((total, logit) => total + Math.exp(logit), 0);
      for (const { id, probability } of candidates) {
        expect(Math.abs(probability - Math.exp(logits[id]) / sum)).toBeLessThan(1e-5);
      }
    }
    expect(masks[0].candidates[0].token).toBe('capital');
  });

  it('/v1/models lists all models, with geometry and checksums, and each on its own', async () => {
    const { data } = modelsResponse.parse(await (await api.get('/v1/models')).json());
    expect(data.map(({ id }) => id)).toEqual(modelIds);
    expect(data[0].geometry).toMatchObject({ num_hidden_layers: 12, hidden_size: 768, head_size: 64 });
    expect(data[0].weights.files[0].sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(await (await api.get('/v1/models/all-MiniLM-L6-v2')).json()).toEqual(data[1]);
  });

  it('/openapi.json is OpenAPI 3.1 and describes every route', async () => {
    const document = (await (await api.get('/openapi.json')).json()) as {
      openapi: string;
      paths: Record<string, object>;
    };
    expect(document.openapi).toBe('3.1.0');
    expect(
      Object.entries(document.paths)
        .map(([path, methods]) => [path, Object.keys(methods).sort()])
        .sort(),
    ).toEqual([
      ['/embed', ['post']],
      ['/embed_all', ['post']],
      ['/embeddings', ['post']],
      ['/health', ['get']],
      ['/hf/{model}', ['post']],
      ['/hf/{model}/pipeline/{task}', ['post']],
      ['/info', ['get']],
      ['/similarity', ['post']],
      ['/tokenize', ['post']],
      ['/v1/attention', ['get', 'post']],
      ['/v1/embeddings', ['post']],
      ['/v1/fill-mask', ['post']],
      ['/v1/heads', ['get']],
      ['/v1/heads/{id}', ['get']],
      ['/v1/models', ['get']],
      ['/v1/models/{id}', ['get']],
      ['/v1/score-attribution', ['post']],
      ['/v1/similarity', ['post']],
      ['/v1/sweep', ['post']],
      ['/v1/tokenize', ['post']],
      ['/v1/trace', ['post']],
    ]);
  });

  it('/health says what is loaded, and that the larger model keeps to 100 MiB of WebAssembly memory', async () => {
    await api.post('/v1/tokenize', { text: 'hi' });
    const { models } = healthResponse.parse(await (await api.get('/health')).json());
    expect(models.map(({ id }) => id)).toEqual(modelIds);
    expect(models[0]).toMatchObject({ state: 'ready', queue_length: 0 });
    expect(models[0].memory_bytes).toBeLessThanOrEqual(100 * 2 ** 20);
  });
});
