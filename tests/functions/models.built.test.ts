import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import document from '../../build/openapi.json' with { type: 'json' };
import { json, ndjson, npy, safetensors } from '../../shared/api/media-types.ts';
import { type ModelResponse, modelResponse } from '../../shared/api/models/contract.ts';
import { routes } from '../../shared/api/routes.ts';
import { modelIds } from '../../shared/api/served-models.ts';
import { isDotNative, kernelInstructions } from '../../shared/engine/kernel-choice.ts';
import { type Document, exampleRequests } from '../../tools/examples/example-requests.ts';
import { dotKernelModule } from '../shared/engine/kernel-bench.ts';
import { type Api, sharedApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await sharedApi();
});
afterAll(() => api.stop());

const card = async (id: string): Promise<ModelResponse> =>
  modelResponse.parse(await (await api.get(`/v1/models/${id}`)).json());

const tasks = Object.values(routes).map(({ path }) => path.replace('/v1/', ''));

/** A request of the reference to the route, asked of a model; of a trace one tensor, which every format can hold. */
function exampleBody(task: string, model: string): object {
  const requests = exampleRequests(document as Document);
  const request = requests.find(({ path, init }) => path === `/v1/${task}` && init.method === 'POST');
  const body = JSON.parse(String(request?.init.body)) as object;
  return { ...body, model, ...(task === 'trace' && { tensors: ['query.0'] }) };
}

describe.each(modelIds)('/v1/models/%s', (id) => {
  it.each(tasks)('says whether it answers %s, and in which media types', async (task) => {
    const { formats, tasks: served } = await card(id);
    const ask = (accept: string, body = exampleBody(task, id)) => api.post(`/v1/${task}`, body, { accept });
    if (!served.includes(task)) {
      const { error } = (await (await ask(json)).json()) as { error: { code: string } };
      expect(error.code).toBe('no_masked_lm_head');
      expect(formats[task]).toBeUndefined();
      return;
    }
    for (const type of [json, ndjson, safetensors, npy]) {
      const response = await ask(type);
      const isServed = formats[task]!.one.includes(type);
      expect(response.status, type).toBe(isServed ? 200 : 406);
      if (isServed) expect(response.headers.get('content-type')?.split(';')[0]).toBe(type);
      await response.arrayBuffer();
    }
    expect((await ask('*/*')).headers.get('content-type')?.split(';')[0]).toBe(formats[task]!.one[0]);
  });

  it('names the media types of requests about many texts, where there are such', async () => {
    const { formats, tasks: served } = await card(id);
    for (const task of served.filter((one) => one !== 'embeddings' && one !== 'tokenize')) {
      const { text, ...body } = exampleBody(task, id) as { text: string };
      for (const type of [json, ndjson, safetensors, npy]) {
        const response = await api.post(`/v1/${task}`, { ...body, input: [text, text] }, { accept: type });
        const many = formats[task]!.many;
        expect(response.status, `${task} ${type}`).toBe(many === undefined ? 400 : many.includes(type) ? 200 : 406);
        await response.arrayBuffer();
      }
    }
  });

  it('states limits that hold: one more is refused, for the reason that it names', async () => {
    const { limits } = await card(id);
    const refusal = async (path: string, body: object) => {
      const response = await api.post(path, { model: id, ...body });
      const { error } = (await response.json()) as { error: { code: string } };
      return [response.status, error.code];
    };
    const long = 'the '.repeat(limits.tokens_per_text - 1);
    expect(await refusal('/v1/tokenize', { text: 'a', more: 'b'.repeat(limits.body_bytes) })).toEqual([
      413,
      'body_too_large',
    ]);
    expect(await refusal('/v1/attention', { text: long })).toEqual([400, 'context_length_exceeded']);
    expect((await api.post('/v1/tokenize', { model: id, text: long })).status).toBe(200);
    const { texts, tokens } = limits.embeddings;
    expect(await refusal('/v1/embeddings', { input: Array(texts + 1).fill('a') })).toEqual([413, 'too_many_inputs']);
    const whole = 'the '.repeat(limits.tokens_per_text - 2);
    const parts = Array(tokens / limits.tokens_per_text).fill(whole);
    expect(await refusal('/v1/embeddings', { input: [...parts, 'a'] })).toEqual([413, 'too_many_tokens']);
    const { batch } = limits;
    expect(await refusal('/v1/attention', { input: Array(batch.texts + 1).fill('a') })).toEqual([400, 'invalid_value']);
    const many = Array(batch.tokens / limits.tokens_per_text).fill(whole);
    const one = { layers: [0], heads: [0] };
    const most = await api.post('/v1/attention', { model: id, input: Array(batch.texts).fill('a'), ...one });
    expect(most.status).toBe(200);
    await most.arrayBuffer();
    expect(await refusal('/v1/attention', { input: [...many, 'a'], ...one })).toEqual([413, 'too_many_tokens']);
  });

  it('names the kernels of the bundle, and the instructions that are in them', async () => {
    const { kernels } = await card(id);
    const here = isDotNative(dotKernelModule) ? 'kernels-dot.wasm' : 'kernels.wasm';
    expect(kernels).toEqual({ module: here, instructions: kernelInstructions[here], threads: 1 });
    for (const file of ['kernels-dot', 'kernels']) {
      expect(readFileSync('build/worker/index.js', 'utf8')).toMatch(
        new RegExp(`from\\s*"\\./[0-9a-f]+-${file}\\.wasm"`),
      );
    }
  });
});
