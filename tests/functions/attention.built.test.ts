import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HeadMetric, headMetricNames, headMetrics } from '../../shared/analysis/head-metrics.ts';
import { float16Value } from '../../shared/tensors/float16.ts';
import { readSafetensors } from '../../shared/tensors/safetensors.ts';
import type { Tensor } from '../../shared/tensors/tensor.ts';
import type { Token } from '../../shared/tokenizer/token.ts';
import { expectClose } from '../expect-close.ts';
import { type Api, sharedApi } from './api.ts';
import { json, safetensors, text } from './attention-answers.ts';

let api: Api;

beforeAll(async () => {
  api = await sharedApi();
});

afterAll(() => api.stop());

async function attentions(options: Record<string, unknown>): Promise<Tensor> {
  return (await safetensors(api, '/v1/attention', { text, ...options })).tensors.attentions;
}

function rowSums({ shape, data }: Tensor): number[] {
  const n = shape[shape.length - 1];
  return Array.from({ length: data.length / n }, (_, row) =>
    Array.from(data.subarray(row * n, (row + 1) * n)).reduce((sum, p) => sum + p, 0),
  );
}

function golden(name: string): Record<string, Tensor> {
  const file = readFileSync(new URL(`../golden/bert-base-uncased/${name}.safetensors`, import.meta.url));
  return readSafetensors(file).tensors;
}

describe('/v1/attention', () => {
  it('answers with tokens, layers, heads and a shape that fits the nested numbers', async () => {
    const answer = await json(api, { layers: [3, 0], heads: [11, 2, 5] });
    expect(answer).toMatchObject({
      object: 'attention',
      model: 'bert-base-uncased',
      layers: [3, 0],
      heads: [11, 2, 5],
      shape: [2, 3, 13, 13],
      usage: { prompt_tokens: 13, total_tokens: 13 },
    });
    expect((answer.tokens as unknown[])[1]).toEqual({
      id: 1996,
      text: 'the',
      start: 0,
      end: 3,
      special: false,
      word: 0,
      type: 0,
    });
    expect((answer.attentions as number[]).flat(3)).toHaveLength(2 * 3 * 13 * 13);
  });

  it('gives the layers and heads in the order asked', async () => {
    const whole = await attentions({});
    const part = await attentions({ layers: [3, 0], heads: [11, 2] });
    const square = (layer: number, head: number) =>
      whole.data.slice((12 * layer + head) * 169, (12 * layer + head + 1) * 169);
    expect([...part.data]).toEqual(
      [
        [3, 11],
        [3, 2],
        [0, 11],
        [0, 2],
      ].flatMap(([l, h]) => [...square(l, h)]),
    );
  });

  it('says the same in JSON as in safetensors: every number reads back as the same float32', async () => {
    const { data } = await attentions({ layers: [5] });
    const answer = await json(api, { layers: [5] });
    expect(Float32Array.from((answer.attentions as number[]).flat(3))).toEqual(data);
    const halves = await attentions({ layers: [5], dtype: 'f16' });
    const asJson = await json(api, { layers: [5], dtype: 'f16' });
    expect(Float32Array.from((asJson.attentions as number[]).flat(3))).toEqual(
      Float32Array.from(halves.data, float16Value),
    );
  });

  it('carries the token ids, the tokens and the model in safetensors', async () => {
    const { tensors, metadata } = await safetensors(api, '/v1/attention', { text, layers: [0] });
    expect([...tensors.input_ids.data]).toEqual([...golden('cat').input_ids.data]);
    expect(metadata.model).toBe('bert-base-uncased');
    expect(JSON.parse(metadata.tokens)).toHaveLength(13);
  });

  it('is one array as NumPy', async () => {
    const response = await api.post(
      '/v1/attention',
      { text, layers: [0], dtype: 'f16' },
      { accept: 'application/x-npy' },
    );
    const bytes = new Uint8Array(await response.arrayBuffer());
    const header = new TextDecoder('latin1').decode(bytes.subarray(0, 128));
    expect(header).toContain("{'descr': '<f2', 'fortran_order': False, 'shape': (1, 12, 13, 13), }");
    expect(bytes.length).toBe(128 + 2 * 12 * 169);
  });

  it('sums to 1 in every row within 1e-5, except where the largest of the heads is taken', async () => {
    for (const reduce of ['none', 'mean', 'rollout']) {
      const sums = rowSums(await attentions({ reduce }));
      expectClose(
        sums,
        sums.map(() => 1),
        1e-5,
        reduce,
      );
    }
    expect(Math.max(...rowSums(await attentions({ reduce: 'max' })))).toBeGreaterThan(1.5);
  });

  it('mean and max are those of the heads asked, within 1e-6', async () => {
    const heads = await attentions({ layers: [7], heads: [1, 4] });
    const pairs = Array.from({ length: 169 }, (_, index) => [heads.data[index], heads.data[169 + index]]);
    const mean = await attentions({ layers: [7], heads: [1, 4], reduce: 'mean' });
    const max = await attentions({ layers: [7], heads: [1, 4], reduce: 'max' });
    expect(mean.shape).toEqual([1, 13, 13]);
    expectClose(
      mean.data,
      pairs.map(([a, b]) => (a + b) / 2),
      1e-6,
    );
    expectClose(
      max.data,
      pairs.map(([a, b]) => Math.max(a, b)),
      0,
    );
  });

  it.each(['cat', 'hello', 'mask'])(
    'rollout of the last layer is that of the float32 reference for "%s" within 0.01',
    async (name) => {
      const cases = JSON.parse(readFileSync(new URL('../golden/cases.json', import.meta.url), 'utf8'));
      const goldenCase = cases.find((candidate: { name: string }) => candidate.name === name);
      const { data } = await attentions({ text: goldenCase.text, layers: [11], reduce: 'rollout' });
      expectClose(data, golden(name).rollout.data, 0.01);
    },
  );

  it('norm is each weight times the length of its transformed value, within 1e-5 of 1 or of the number', async () => {
    const names = ['attentions.4', 'transformed_value.4'];
    const { tensors } = await safetensors(api, '/v1/trace', { text, tensors: names });
    const [probs, values] = [tensors['attentions.4'].data, tensors['transformed_value.4'].data];
    const norm = await attentions({ layers: [4], heads: [6], reduce: 'norm' });
    expect(norm.shape).toEqual([1, 1, 13, 13]);
    for (let key = 0; key < 13; key++) {
      const length = Math.hypot(...values.subarray((6 * 13 + key) * 768, (6 * 13 + key + 1) * 768));
      const expected = probs[6 * 169 + 5 * 13 + key] * length;
      expectClose([norm.data[5 * 13 + key]], [expected], 1e-5 * Math.max(1, expected));
    }
  });

  it('describes each head by metrics where asked: the same in JSON and safetensors', async () => {
    const ask = { text, layers: [2, 0], heads: [0, 9], metrics: true };
    const { tensors } = await safetensors(api, '/v1/attention', ask);
    const { metrics } = (await json(api, ask)) as { metrics: Record<string, number[][]> };
    expect(Object.keys(metrics)).toContain('entropy');
    for (const [name, values] of Object.entries(metrics)) {
      expect(tensors[`metrics.${name}`].shape).toEqual([2, 2]);
      expect(Float32Array.from(values.flat()), name).toEqual(tensors[`metrics.${name}`].data);
    }
    expect(await json(api, { layers: [0] })).not.toHaveProperty('metrics');
  });

  it('has metrics within 0.05 of those of the float32 reference', async () => {
    const { metrics, tokens } = (await json(api, { metrics: true, reduce: 'mean', layers: [2, 9] })) as {
      metrics: Record<HeadMetric, number[][]>;
      tokens: Token[];
    };
    const { data } = golden('cat').attentions;
    for (const [row, layer] of [2, 9].entries()) {
      for (let head = 0; head < 12; head++) {
        const first = (12 * layer + head) * 169;
        const expected = headMetrics(Float32Array.from(data.subarray(first, first + 169)), tokens);
        for (const name of headMetricNames) {
          expectClose([metrics[name][row][head]], [expected[name]], 0.05, `${name} of head ${layer}.${head}`);
        }
      }
    }
  });

  it('merges the pieces of words and says what the words are', async () => {
    const answer = await json(api, { text: 'Snowboarding is fun.', layers: [0], words: true });
    expect(answer.shape).toEqual([1, 12, 6, 6]);
    expect((answer.words as { text: string }[]).map((word) => word.text)).toEqual([
      '[CLS]',
      'Snowboarding',
      'is',
      'fun',
      '.',
      '[SEP]',
    ]);
    expect(answer.tokens).toHaveLength(7);
  });

  it('as f16 is within 0.0005, as u8 within 1/510 of f32', async () => {
    const f32 = await attentions({ layers: [2] });
    const f16 = await attentions({ layers: [2], dtype: 'f16' });
    const u8 = await attentions({ layers: [2], dtype: 'u8' });
    expect([f16.dtype, u8.dtype]).toEqual(['F16', 'U8']);
    expectClose(Array.from(f16.data, float16Value), f32.data, 0.0005);
    expectClose(
      Array.from(u8.data, (byte) => byte / 255),
      f32.data,
      1 / 510 + 1e-6,
    );
  });

  it('is the same by GET, with an ETag, a lifetime, and 304 for who has it', async () => {
    const path = `/v1/attention?text=${encodeURIComponent(text)}&layers=0,3&heads=1&reduce=mean`;
    const response = await api.get(path);
    expect(await response.json()).toEqual(await json(api, { layers: [0, 3], heads: [1], reduce: 'mean' }));
    expect(response.headers.get('cache-control')).toBe('public, max-age=3600');
    expect(response.headers.get('vary')?.toLowerCase()).toContain('accept');
    const etag = response.headers.get('etag') ?? '';
    expect(etag).toMatch(/^W\/"[0-9a-f]{64}"$/);
    const binary = await api.get(path, { accept: 'application/vnd.safetensors' });
    expect(binary.headers.get('etag')).not.toBe(etag);
    await binary.arrayBuffer();
    const again = await api.get(path, { 'if-none-match': etag });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect(again.headers.get('x-request-id')).not.toBeNull();
  });

  it('answers HEAD without a body', async () => {
    const response = await fetch(new URL('/v1/attention?text=hi', api.url), { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  it("has both models: MiniLM's six layers come from the other Worker", async () => {
    expect((await attentions({ model: 'all-MiniLM-L6-v2' })).shape).toEqual([6, 12, 13, 13]);
  });

  it('takes 512 tokens, cut where the text is longer, in every reduction', async () => {
    const body = { text: 'word '.repeat(600), truncate: true, layers: [1] };
    for (const reduce of ['mean', 'max', 'rollout']) {
      expect((await attentions({ ...body, reduce })).shape).toEqual([1, 512, 512]);
    }
    expect((await attentions({ ...body, heads: [0, 5] })).shape).toEqual([1, 2, 512, 512]);
  });
});
