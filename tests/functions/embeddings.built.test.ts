import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmbeddingsResponse } from '../../shared/api/embeddings/contract.ts';
import { readSafetensors } from '../../shared/tensors/safetensors.ts';
import { expectClose } from '../expect-close.ts';
import { type Api, sharedApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await sharedApi();
});
afterAll(() => api.stop());

async function embed(body: Record<string, unknown>, path = '/v1/embeddings'): Promise<EmbeddingsResponse> {
  const response = await api.post(path, body);
  if (!response.ok) throw new Error(await response.text());
  return response.json() as Promise<EmbeddingsResponse>;
}

async function vector(body: Record<string, unknown>): Promise<number[]> {
  const [{ embedding }] = (await embed(body)).data;
  if (typeof embedding === 'string' || Array.isArray(embedding[0])) throw new Error('expected numbers');
  return embedding as number[];
}

function decode(base64: unknown): number[] {
  return [...new Float32Array(Uint8Array.from(Buffer.from(String(base64), 'base64')).buffer)];
}

const length = (numbers: readonly number[]) => Math.hypot(...numbers);

describe('/v1/embeddings', () => {
  it("answers in OpenAI's shape, with the tokens the model saw", async () => {
    expect(await embed({ input: 'Hello' })).toEqual({
      object: 'list',
      data: [{ object: 'embedding', index: 0, embedding: expect.any(Array) }],
      model: 'all-MiniLM-L6-v2',
      usage: { prompt_tokens: 3, total_tokens: 3 },
    });
  });

  it('has unit length within 1e-5, from either model', async () => {
    expectClose([length(await vector({ input: 'Hello' }))], [1], 1e-5);
    const bert = await vector({ input: 'Hello', model: 'bert-base-uncased' });
    expect(bert).toHaveLength(768);
    expectClose([length(bert)], [1], 1e-5);
  });

  it.each(['cat', 'hello', 'bank', 'pieces', 'unicode'])(
    'points where the float32 reference points for "%s": cosine at least 0.9995',
    async (name) => {
      const cases = JSON.parse(readFileSync(new URL('../golden/cases.json', import.meta.url), 'utf8'));
      const { text } = cases.find((candidate: { name: string }) => candidate.name === name);
      const file = readFileSync(new URL(`../golden/all-MiniLM-L6-v2/${name}.safetensors`, import.meta.url));
      const expected = readSafetensors(file).tensors.sentence_embedding.data;
      const actual = await vector({ input: text });
      expect(actual.reduce((sum, value, index) => sum + value * expected[index], 0)).toBeGreaterThanOrEqual(0.9995);
    },
  );

  it.each(['all-MiniLM-L6-v2', 'bert-base-uncased'])(
    '%s keeps the order of many texts, each bit for bit as if it had come alone',
    async (model) => {
      const texts = ['Hello', 'The cat sat on the mat because it was tired.', 'river', 'A bank. '.repeat(60), 'a b'];
      const { data, usage } = await embed({ model, input: texts });
      expect(data.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
      expect(usage.total_tokens).toBe(3 + 13 + 3 + 182 + 4);
      for (const [index, text] of texts.entries()) {
        expect(data[index].embedding).toEqual(await vector({ model, input: text }));
      }
    },
  );

  it('is the same numbers as base64, little-endian float32', async () => {
    const { data } = await embed({ input: 'Hello', encoding_format: 'base64' });
    const numbers = await vector({ input: 'Hello', encoding_format: 'float' });
    expect(decode(data[0].embedding)).toEqual(numbers.map(Math.fround));
  });

  it('cut to fewer dimensions is the beginning, back at unit length within 1e-6', async () => {
    const whole = await vector({ input: 'Hello' });
    const cut = await vector({ input: 'Hello', dimensions: 64 });
    const beginning = whole.slice(0, 64);
    expectClose(
      cut,
      beginning.map((value) => value / length(beginning)),
      1e-6,
    );
  });

  it('ignores fields it does not know', async () => {
    expect((await embed({ input: 'Hello', user: 'u', service_tier: 'auto', extra: { a: 1 } })).data).toHaveLength(1);
  });

  it('is served at /embeddings too', async () => {
    expect(await embed({ input: 'Hello' }, '/embeddings')).toEqual(await embed({ input: 'Hello' }));
  });

  it('cuts a long text at 512 tokens where it may', async () => {
    const long = 'word '.repeat(600);
    const { data, usage } = await embed({ input: long, truncate: true });
    expect(usage.prompt_tokens).toBe(512);
    expectClose(data[0].embedding as number[], await vector({ input: 'word '.repeat(510) }), 1e-6);
  });
});
