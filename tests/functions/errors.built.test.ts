import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, sharedApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await sharedApi();
});
afterAll(() => api.stop());

const long = 'word '.repeat(600);
const text = 'The cat sat.';

const refusedPosts: [path: string, body: unknown, status: number, code: string, param: string | null][] = [
  ['/v1/attention', {}, 400, 'missing_field', 'text'],
  ['/v1/attention', [1], 400, 'invalid_value', null],
  ['/v1/attention', '{"text":', 400, 'invalid_json', null],
  ['/v1/attention', { text: '' }, 400, 'empty_text', 'text'],
  ['/v1/attention', { text: 3 }, 400, 'invalid_value', 'text'],
  ['/v1/attention', { text, layer: 1 }, 400, 'unknown_field', 'layer'],
  ['/v1/attention', { text, layers: [0, 12] }, 400, 'out_of_range', 'layers[1]'],
  ['/v1/attention', { text, layers: [0, -1] }, 400, 'invalid_value', 'layers[1]'],
  ['/v1/attention', { text, heads: [12] }, 400, 'out_of_range', 'heads[0]'],
  ['/v1/attention', { text, heads: [] }, 400, 'invalid_value', 'heads'],
  ['/v1/attention', { text, layers: [3, 0, 3] }, 400, 'invalid_value', 'layers[2]'],
  ['/v1/attention', { text, heads: [...Array(13).keys()] }, 400, 'invalid_value', 'heads'],
  ['/v1/attention', { text: 'a'.repeat(65_537), words: true, layers: [0] }, 413, 'tensor_too_large', 'words'],
  ['/v1/attention', { text, layers: [6], model: 'all-MiniLM-L6-v2' }, 400, 'out_of_range', 'layers[0]'],
  ['/v1/attention', { text, reduce: 'sum' }, 400, 'invalid_value', 'reduce'],
  ['/v1/attention', { text, reduce: 'rollout', dtype: 'u8' }, 400, 'invalid_value', 'dtype'],
  ['/v1/attention', { text, reduce: 'norm', dtype: 'u8' }, 400, 'invalid_value', 'dtype'],
  ['/v1/attention', { text, model: 'gpt-5' }, 404, 'model_not_found', 'model'],
  ['/v1/attention', { text: long }, 400, 'context_length_exceeded', 'text'],
  ['/v1/attention', { text: long, truncate: true }, 413, 'tensor_too_large', 'layers'],
  ['/v1/trace', { text, tensors: ['key.0', 'query.12'] }, 400, 'unknown_tensor', 'tensors[1]'],
  ['/v1/trace', { text, tensors: ['nothing.*'] }, 400, 'unknown_tensor', 'tensors[0]'],
  ['/v1/trace', { text, tensors: [] }, 400, 'invalid_value', 'tensors'],
  ['/v1/trace', { text, tensors: null }, 400, 'missing_field', 'tensors'],
  ['/v1/trace', { text, tensors: ['logits'] }, 400, 'no_mask', 'text'],
  ['/v1/trace', { text, tensors: ['query.0', 'key.0', 'query.0'] }, 400, 'invalid_value', 'tensors[2]'],
  ['/v1/trace', { text, tensors: ['q'.repeat(101)] }, 400, 'invalid_value', 'tensors[0]'],
  ['/v1/trace', { text, tensors: ['query.0'], mask_tokens: [1, 2, 1] }, 400, 'invalid_value', 'mask_tokens[2]'],
  ['/v1/trace', { text, tensors: ['query.0'], head_mask: Array(13).fill([1]) }, 400, 'invalid_value', 'head_mask'],
  ['/v1/trace', { text, tensors: ['query.0'], head_mask: [[1]] }, 400, 'invalid_value', 'head_mask'],
  ['/v1/trace', { text, tensors: ['query.0'], mask_tokens: [99] }, 400, 'out_of_range', 'mask_tokens[0]'],
  ['/v1/trace', { text, tensors: ['query.0'], compare: true }, 400, 'nothing_to_compare', 'compare'],
  ['/v1/trace', { text: long, truncate: true, tensors: ['hidden_states.*'] }, 413, 'tensor_too_large', 'tensors'],
  ['/v1/fill-mask', { text }, 400, 'no_mask', 'text'],
  ['/v1/fill-mask', { text: 'a [MASK]', model: 'all-MiniLM-L6-v2' }, 400, 'no_masked_lm_head', 'model'],
  ['/v1/fill-mask', { text: 'a [MASK]', targets: ['cat', 'snowboarding'] }, 400, 'unknown_target', 'targets[1]'],
  ['/v1/fill-mask', { text: 'a [MASK]', head_mask: [[1]] }, 400, 'invalid_value', 'head_mask'],
  ['/v1/fill-mask', { text, mask_tokens: [99] }, 400, 'out_of_range', 'mask_tokens[0]'],
  ['/v1/fill-mask', { text, positions: [0, 99] }, 400, 'out_of_range', 'positions[1]'],
  ['/v1/fill-mask', { text, hidden_states: [6] }, 400, 'no_mask', 'text'],
  ['/v1/fill-mask', { text, positions: [1], hidden_states: [13] }, 400, 'out_of_range', 'hidden_states[0]'],
  ['/v1/fill-mask', { text, positions: [1, 2, 1] }, 400, 'invalid_value', 'positions[2]'],
  ['/v1/fill-mask', { text, mask_tokens: [1, 1] }, 400, 'invalid_value', 'mask_tokens[1]'],
  ['/v1/fill-mask', { text: 'a [MASK]', targets: ['cat', 'dog', 'cat'] }, 400, 'invalid_value', 'targets[2]'],
  ['/v1/fill-mask', { text: 'a [MASK]', hidden_states: [4, 4] }, 400, 'invalid_value', 'hidden_states[1]'],
  [
    '/v1/fill-mask',
    { text: 'a '.repeat(50), positions: [...Array(40).keys()], hidden_states: [...Array(13).keys()] },
    413,
    'too_many_predictions',
    'positions',
  ],
  ['/v1/fill-mask', { text: 'a [MASK]', top_k: 0 }, 400, 'invalid_value', 'top_k'],
  ['/v1/tokenize', { text: '' }, 400, 'empty_text', 'text'],
  ['/v1/tokenize', { text: 'a '.repeat(16_383) }, 413, 'too_many_tokens', 'text'],
  ['/v1/embeddings', {}, 400, 'missing_field', 'input'],
  ['/v1/embeddings', { input: '' }, 400, 'empty_text', 'input'],
  ['/v1/embeddings', { input: ['a', ''] }, 400, 'empty_text', 'input[1]'],
  ['/v1/embeddings', { input: [] }, 400, 'invalid_value', 'input'],
  ['/v1/embeddings', { input: [101, 102] }, 400, 'token_ids_unsupported', 'input'],
  ['/v1/embeddings', { input: [[101, 102]] }, 400, 'token_ids_unsupported', 'input'],
  ['/v1/embeddings', { input: 'a', encoding_format: 'hex' }, 400, 'invalid_value', 'encoding_format'],
  ['/v1/embeddings', { input: 'a', dimensions: 385 }, 400, 'out_of_range', 'dimensions'],
  ['/v1/embeddings', { input: 'a', model: 'text-embedding-3-small' }, 404, 'model_not_found', 'model'],
  ['/v1/embeddings', { input: ['a', long] }, 400, 'context_length_exceeded', 'input[1]'],
  ['/v1/embeddings', { input: Array(2049).fill('a') }, 413, 'too_many_inputs', 'input'],
  ['/v1/embeddings', { input: Array(131).fill('word '.repeat(500)) }, 413, 'too_many_tokens', 'input'],
  [
    '/v1/embeddings',
    { input: Array(33).fill('word '.repeat(500)), model: 'bert-base-uncased' },
    413,
    'too_many_tokens',
    'input',
  ],
  ['/v1/embeddings', { input: 'a'.repeat(2 ** 20) }, 413, 'body_too_large', null],
];

describe('a request that cannot be answered', () => {
  it.each(refusedPosts)('POST %s %j gets %i %s', async (path, body, status, code, param) => {
    const response = await api.post(path, body);
    const { error } = (await response.json()) as { error: unknown };
    expect(error).toEqual({ message: expect.stringMatching(/\w/), type: 'invalid_request_error', param, code });
    expect(response.status).toBe(status);
    expect(response.headers.get('x-request-id')).toMatch(/^[\w-]+$/);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });

  it.each([
    ['/v1/attention', 400, 'missing_field', 'text'],
    ['/v1/attention?text=hi&layers=a', 400, 'invalid_value', 'layers'],
    ['/v1/attention?text=hi&words=maybe', 400, 'invalid_value', 'words'],
    ['/v1/models/gpt-5', 404, 'model_not_found', 'model'],
    ['/v1/nothing', 404, 'not_found', null],
    ['/v1/nothing?a=b', 404, 'not_found', null],
    ['/v1/attention?text=hi&foo=1', 400, 'unknown_field', 'foo'],
    ['/v1/heads?layer=3', 400, 'unknown_field', 'layer'],
    ['/v1/heads/7-10?foo', 400, 'unknown_field', 'foo'],
    ['/v1/attention?text=caf%E9', 400, 'invalid_utf8', null],
    ['/v1/attention?text=a%20b%ff', 400, 'invalid_utf8', null],
  ])('GET %s gets %i %s', async (path, status, code, param) => {
    const response = await api.get(path);
    expect(await response.json()).toMatchObject({ error: { code, param } });
    expect([response.status, response.headers.get('cache-control')]).toEqual([status, 'no-store']);
  });

  it.each(['/v1/attention?layers=3', '/v1/trace?compare=true', '/v1/tokenize?truncate'])(
    'POST %s names the field that stands in its address',
    async (path) => {
      const response = await api.post(path, { text, tensors: ['query.0'] });
      const param = /\w+$/.exec(path.replace(/=.*/, ''))![0];
      const { error } = (await response.json()) as { error: unknown };
      expect([response.status, error]).toMatchObject([400, { code: 'unknown_field', param }]);
    },
  );

  it.each(['/v1/models?foo=1', '/v1/heads?utm_source=a', '/v1/attention?text=100%&layers=0&heads=0', '/info?foo=1'])(
    'GET %s is answered: others may add to it, and a percent sign stands for itself',
    async (path) => {
      expect((await api.get(path)).status).toBe(200);
    },
  );

  it('says where a body stops being JSON', async () => {
    const response = await api.post('/v1/tokenize', '{"text": "a", "truncate" true}');
    expect(await response.json()).toMatchObject({
      error: { code: 'invalid_json', message: expect.stringContaining('something else at character 25') },
    });
  });

  it('is told that a text to take states from is not cut', async () => {
    const interventions = [{ at: 'hidden_states.5', patch: { text: long } }];
    const response = await api.post('/v1/trace', { text: long, truncate: true, tensors: ['query.0'], interventions });
    const { error } = (await response.json()) as { error: { message: string; param: string } };
    expect(error.param).toBe('interventions[0].patch.text');
    expect(error.message).toMatch(/Shorten it: truncate is for the text of the request alone\.$/);
  });

  it('as JSON is told of the binary form that has no limit', async () => {
    const body = { text: 'a '.repeat(119) };
    const response = await api.post('/v1/attention', body);
    expect([response.status, await response.text()]).toEqual([
      413,
      expect.stringContaining('Accept: application/vnd.safetensors'),
    ]);
    const file = await api.post('/v1/attention', body, { accept: 'application/vnd.safetensors' });
    expect(file.status).toBe(200);
    await file.body?.cancel();
  });

  it('tells LangChain users which setting sends text', async () => {
    const response = await api.post('/v1/embeddings', { input: [[1, 2]] });
    expect(await response.text()).toContain('check_embedding_ctx_length=False');
  });

  it.each([
    ['DELETE', '/v1/attention', ['GET', 'HEAD', 'OPTIONS', 'POST', 'QUERY']],
    ['GET', '/v1/embeddings', ['OPTIONS', 'POST', 'QUERY']],
    ['POST', '/v1/models', ['GET', 'HEAD', 'OPTIONS']],
  ])('%s %s gets 405 with the methods there are', async (method, path, allowed) => {
    const response = await fetch(new URL(path, api.url), { method, headers: { 'content-type': 'application/json' } });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')?.split(', ').sort()).toEqual(allowed);
    expect(await response.json()).toMatchObject({ error: { code: 'method_not_allowed' } });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded'])(
    'a body declared as %s gets 415',
    async (contentType) => {
      const headers = { 'content-type': contentType };
      const body = new TextEncoder().encode('{"text":"hi"}');
      const response = await fetch(new URL('/v1/tokenize', api.url), { method: 'POST', headers, body });
      expect(response.status).toBe(415);
      expect(await response.json()).toMatchObject({ error: { code: 'unsupported_media_type', param: 'content-type' } });
    },
  );

  it('accepts JSON with a charset', async () => {
    const response = await api.post('/v1/tokenize', { text }, { 'content-type': 'Application/JSON; charset=utf-8' });
    expect(response.status).toBe(200);
  });

  it('that accepts nothing served gets 406 with what is', async () => {
    const response = await api.post('/v1/attention', { text }, { accept: 'image/png' });
    expect(response.status).toBe(406);
    expect(await response.text()).toContain('application/json, application/vnd.safetensors, application/x-npy');
  });

  it.each([
    ['/v1/trace', { text, tensors: ['query.0', 'key.0', 'key.1'] }, 'key.0, key.1'],
    ['/v1/trace', { text, tensors: ['query.0'], mask_tokens: [1], compare: true }, 'delta.query.0'],
    ['/v1/attention', { text, layers: [0], metrics: true }, 'metrics'],
    ['/v1/attention', { text, layers: [0], metrics: true, words: true }, 'metrics, words'],
  ])('that one NumPy array cannot hold gets 406 naming what would be lost: %s %j', async (path, body, lost) => {
    const response = await api.post(path, body, { accept: 'application/x-npy' });
    const { error } = (await response.json()) as { error: { message: string; code: string; param: string } };
    expect([response.status, error.code, error.param]).toEqual([406, 'not_acceptable', 'accept']);
    expect(error.message).toContain(`would lose ${lost}.`);
  });

  it('never repeats a long text', async () => {
    const secret = 'my secret sentence';
    const response = await api.post('/v1/attention', { text, reduce: `${secret}, at length and in every detail` });
    expect(response.status).toBe(400);
    expect(await response.text()).not.toContain(secret);
  });
});
