import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { OpenAIEmbeddings } from '@langchain/openai';
import { embed, embedMany } from 'ai';
import OpenAI, { APIError, BadRequestError, NotFoundError } from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, sharedApi } from './api.ts';

let api: Api;
let openai: OpenAI;
beforeAll(async () => {
  api = await sharedApi();
  openai = new OpenAI({ baseURL: new URL('/v1', api.url).href, apiKey: 'none', maxRetries: 0 });
});
afterAll(() => api.stop());

const model = 'all-MiniLM-L6-v2';
const texts = ['The cat sat on the mat.', 'A bank by the river.', 'Snowboarding is fun.'];

function langChain(options: Record<string, unknown> = {}): OpenAIEmbeddings {
  const configuration = { baseURL: openai.baseURL };
  return new OpenAIEmbeddings({ model, apiKey: 'none', maxRetries: 0, configuration, ...options });
}

/** As float32, which is what base64 holds: JSON has the fewest digits that read back as the same. */
async function numbers(input: string | string[], options: { dimensions?: number } = {}): Promise<number[][]> {
  const { data } = await openai.embeddings.create({ model, input, encoding_format: 'float', ...options });
  return data.map(({ embedding }) => embedding.map(Math.fround));
}

function decode(base64: unknown): number[] {
  return [...new Float32Array(Uint8Array.from(Buffer.from(String(base64), 'base64')).buffer)];
}

async function refusal(request: Promise<unknown>): Promise<InstanceType<typeof APIError>> {
  const error = await request.catch((reason: unknown) => reason);
  if (error instanceof APIError) return error;
  throw new Error(`expected a refusal, found ${error}`);
}

describe("OpenAI's client", () => {
  it('reads the same vectors as base64, its default, and as numbers', async () => {
    const { data, usage } = await openai.embeddings.create({ model, input: texts });
    expect(data.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(data[0].embedding).toHaveLength(384);
    expect(data.map(({ embedding }) => [...embedding])).toEqual(await numbers(texts));
    expect(usage.total_tokens).toBeGreaterThan(3 * 2);
  });

  it('leaves base64 as it is where asked for by name', async () => {
    const { data } = await openai.embeddings.create({ model, input: 'Hello', encoding_format: 'base64' });
    expect(decode(data[0].embedding)).toEqual((await numbers('Hello'))[0]);
  });

  it('gets as many dimensions as it asks for', async () => {
    expect((await numbers(texts, { dimensions: 64 })).map(({ length }) => length)).toEqual([64, 64, 64]);
  });

  it('gets the larger model by its name', async () => {
    const { data } = await openai.embeddings.create({ model: 'bert-base-uncased', input: 'Hello' });
    expect(data[0].embedding).toHaveLength(768);
  });

  it('finds status, code, param, type and request id in an error', async () => {
    const error = await refusal(openai.embeddings.create({ model, input: 'word '.repeat(600) }));
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error).toMatchObject({
      status: 400,
      code: 'context_length_exceeded',
      param: 'input[0]',
      type: 'invalid_request_error',
      requestID: expect.stringMatching(/^[\w-]{8,}$/),
    });
    expect(error.message).toContain('expected at most 512 tokens');
  });

  it('takes an unknown model for not found', async () => {
    const error = await refusal(openai.embeddings.create({ model: 'text-embedding-3-small', input: 'a' }));
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({ status: 404, code: 'model_not_found', param: 'model' });
  });

  it('lists the models and retrieves one', async () => {
    const ids: string[] = [];
    for await (const { id, object } of openai.models.list()) {
      expect(object).toBe('model');
      ids.push(id);
    }
    expect(ids).toEqual(['bert-base-uncased', model]);
    expect(await openai.models.retrieve(model)).toMatchObject({ id: model, object: 'model' });
  });
});

describe("LangChain's OpenAIEmbeddings", () => {
  it("reads the vectors that OpenAI's client reads, one by one and in batches", async () => {
    const expected = await numbers(texts);
    expect(await langChain().embedQuery(texts[0])).toEqual(expected[0]);
    expect(await langChain().embedDocuments(texts)).toEqual(expected);
    expect(await langChain({ batchSize: 2 }).embedDocuments(texts)).toEqual(expected);
  });

  it('asks for numbers where told to, or for base64, which it then leaves as it is', async () => {
    const expected = await numbers(texts);
    const asNumbers = await langChain({ encodingFormat: 'float' }).embedDocuments(texts);
    expect(asNumbers.map((vector) => vector.map(Math.fround))).toEqual(expected);
    const encoded: unknown[] = await langChain({ encodingFormat: 'base64' }).embedDocuments(texts);
    expect(encoded.map(decode)).toEqual(expected);
  });

  it('gets as many dimensions as it asks for', async () => {
    const vectors = await langChain({ dimensions: 128 }).embedDocuments(texts);
    expect(vectors).toEqual(await numbers(texts, { dimensions: 128 }));
  });

  it('passes on status and code of an error', async () => {
    const error = await langChain({ dimensions: 1000 })
      .embedQuery('a')
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ status: 400, code: 'out_of_range', param: 'dimensions' });
  });
});

describe("Vercel's ai with its OpenAI-compatible provider", () => {
  const embedding = () => createOpenAICompatible({ name: 'here', baseURL: openai.baseURL }).embeddingModel(model);

  it("reads the vectors that OpenAI's client reads, one and many, with the tokens they took", async () => {
    const expected = await numbers(texts);
    const one = await embed({ model: embedding(), value: texts[0], maxRetries: 0 });
    expect(one.embedding.map(Math.fround)).toEqual(expected[0]);
    const many = await embedMany({ model: embedding(), values: texts, maxRetries: 0 });
    expect(many.embeddings.map((vector) => vector.map(Math.fround))).toEqual(expected);
    expect(many.usage.tokens).toBeGreaterThan(3 * 2);
  });

  it('passes on status and message of an error', async () => {
    const error = await embed({ model: embedding(), value: 'word '.repeat(600), maxRetries: 0 }).catch((e) => e);
    expect(error).toMatchObject({ statusCode: 400, message: expect.stringContaining('expected at most 512 tokens') });
  });
});

describe('100 texts, which clients send together when nothing is set', () => {
  const short = Array.from({ length: 100 }, (_, i) => `Sentence ${i} is about the bank of a river.`);
  const long = Array.from({ length: 100 }, (_, i) => `Chunk ${i}. ${'The river bank was steep. '.repeat(39)}`);

  it.each([
    ['short', short, 10],
    ['240 tokens each', long, 235],
  ])("%s: come back from OpenAI's client in order, as they are alone", async (_, input, leastTokens) => {
    const { data, usage } = await openai.embeddings.create({ model, input });
    expect(data.map(({ index }) => index)).toEqual([...input.keys()]);
    expect(usage.total_tokens).toBeGreaterThan(100 * leastTokens);
    for (const index of [0, 57, 99]) expect([data[index]!.embedding]).toEqual(await numbers(input[index]!));
  });

  it('come back from LangChain the same', async () => {
    expect(await langChain().embedDocuments(short)).toEqual(await numbers(short));
  });

  it('come back from ai the same', async () => {
    const embedding = createOpenAICompatible({ name: 'here', baseURL: openai.baseURL }).embeddingModel(model);
    const { embeddings } = await embedMany({ model: embedding, values: short, maxRetries: 0 });
    expect(embeddings.map((vector) => vector.map(Math.fround))).toEqual(await numbers(short));
  });
});
