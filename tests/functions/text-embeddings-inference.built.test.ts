import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  embedAllResponse,
  embedResponse,
  infoResponse,
  similarityResponse,
  teiErrorResponse,
  tokenizeResponse,
} from '../../shared/api/dialects/text-embeddings-inference/contract.ts';
import type { EmbeddingsResponse } from '../../shared/api/embeddings/contract.ts';
import { readSafetensors } from '../../shared/tensors/safetensors.ts';
import { expectClose } from '../expect-close.ts';
import { type Api, sharedApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await sharedApi();
});
afterAll(() => api.stop());

async function ask(path: string, body: object): Promise<unknown> {
  const response = await api.post(path, body);
  const answer: unknown = await response.json();
  expect(response.status, JSON.stringify(answer)).toBe(200);
  return answer;
}

const embed = async (body: object) => embedResponse.parse(await ask('/embed', body));

async function own(body: object): Promise<number[][]> {
  const { data } = (await ask('/v1/embeddings', body)) as EmbeddingsResponse;
  return data.map(({ embedding }) => embedding as number[]);
}

const cosine = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0) / (Math.hypot(...a) * Math.hypot(...b));

const texts = ['The cat sat on the mat.', 'A bank by the river.', 'A dog ran.'];

/**
 * The first numbers of what text-embeddings-router answered to these two requests for sentence-transformers/all-MiniLM-L6-v2, as
 * recorded in its repository: router/tests/test_http_embed.rs and
 * router/tests/snapshots/test_http_embed__mrl_embeddings_single.snap at 0d124dc (Apache-2.0).
 */
const recorded = [
  0.020964134, 0.04565805, -0.066505864, 0.10739273, -0.013054413, -0.07467599, 0.13989426, 0.06780755, 0.022699585,
  -0.011153332, 0.030836489, -0.13956574, -0.00076798, 0.050422817, -0.028967934, -0.12367706,
];

describe('requests recorded in the repository of Text Embeddings Inference', () => {
  it.each([
    ['test_http_embed.rs', { inputs: 'test', dimensions: 128 }, 1],
    ['test_http_embed.rs', { inputs: ['test', 'test', 'test'], dimensions: 128 }, 3],
  ])('%s: %j is answered with its numbers, cosine at least 0.999', async (_, body, count) => {
    const vectors = await embed(body);
    expect(vectors.map(({ length }) => length)).toEqual(Array(count).fill(128));
    for (const vector of vectors) {
      expect(cosine(vector.slice(0, recorded.length), recorded)).toBeGreaterThanOrEqual(0.999);
      expectClose([Math.hypot(...vector.slice(0, recorded.length))], [Math.hypot(...recorded)], 0.01);
    }
  });

  it('README.md: the first request that it shows', async () => {
    const [vector] = await embed({ inputs: 'What is Deep Learning?' });
    expect(vector).toHaveLength(384);
  });

  it('docs/openapi.json: the example sentences of its similarity route', async () => {
    const inputs = { source_sentence: 'What is Deep Learning?', sentences: ['What is Machine Learning?'] };
    const [found] = similarityResponse.parse(await ask('/similarity', { inputs, parameters: null }));
    const [a = [], b = []] = await own({ input: [inputs.source_sentence, ...inputs.sentences] });
    expectClose([found!], [cosine(a, b)], 1e-6);
  });
});

describe('requests as its clients send them', () => {
  // Fields and paths of LlamaIndex's TextEmbeddingsInference and of Chroma's HuggingFaceEmbeddingServer.
  it.each([
    ['LlamaIndex', { inputs: texts, truncate: true }],
    ['Chroma', { inputs: texts }],
    [
      'all fields',
      {
        inputs: texts,
        normalize: true,
        truncate: false,
        truncation_direction: 'Right',
        prompt_name: null,
        dimensions: null,
      },
    ],
  ])('%s: vectors of /v1/embeddings to the bit', async (_, body) => {
    expect(await embed(body)).toEqual(await own({ input: texts }));
  });

  it('normalize false gives vectors as they are', async () => {
    expect(await embed({ inputs: texts, normalize: false })).toEqual(await own({ input: texts, normalize: false }));
  });

  it('a text alone is a list of one, from the larger model too', async () => {
    const found = await embed({ inputs: texts[0], model: 'google-bert/bert-base-uncased' });
    expect(found).toEqual(await own({ input: texts[0], model: 'bert-base-uncased' }));
  });

  it('points where the float32 reference points for "cat": cosine at least 0.9995', async () => {
    const file = readFileSync(new URL('../golden/all-MiniLM-L6-v2/cat.safetensors', import.meta.url));
    const reference = readSafetensors(file).tensors.sentence_embedding!.data;
    const [found] = await embed({ inputs: 'The cat sat on the mat because it was tired.' });
    expect(cosine(found!, [...reference])).toBeGreaterThanOrEqual(0.9995);
  });
});

describe('/embed_all', () => {
  it('gives the vector of every token of every text', async () => {
    const found = embedAllResponse.parse(await ask('/embed_all', { inputs: texts }));
    const expected = await own({ input: texts, pooling: 'none' });
    expect(found).toEqual(expected);
    expect(found.map(({ length }) => length)).toEqual([9, 8, 6]);
  });

  it('beyond what JSON holds says how many tokens it does', async () => {
    const response = await api.post('/embed_all', { inputs: Array(3).fill('word '.repeat(500)) });
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({
      error: expect.stringContaining('expected vectors of at most 1365 tokens'),
      error_type: 'Validation',
    });
  });
});

it('/similarity compares with each sentence, in their order', async () => {
  const inputs = { source_sentence: texts[0], sentences: [texts[1], texts[0], texts[2]] };
  const found = similarityResponse.parse(await ask('/similarity', { inputs, parameters: { truncate: true } }));
  const [a = [], b = [], c = []] = await own({ input: texts });
  expectClose(found, [cosine(a, b), 1, cosine(a, c)], 1e-6);
});

describe('/tokenize', () => {
  it('gives stretches of the text with their places in bytes', async () => {
    const [naive, plain] = tokenizeResponse.parse(await ask('/tokenize', { inputs: ['Naïve 😀 cat', 'Hi'] }));
    const bytes = Buffer.from('Naïve 😀 cat');
    expect(naive!.map(({ text }) => text)).toEqual(['[CLS]', 'Naïve', '😀', 'cat', '[SEP]']);
    for (const { text, start, stop, special } of naive!) {
      if (special) expect([start, stop]).toEqual([null, null]);
      else expect(bytes.subarray(start!, stop!).toString()).toBe(text);
    }
    expect(plain!.map(({ id, special }) => [id, special])).toEqual([
      [101, true],
      [7632, false],
      [102, true],
    ]);
  });

  it('leaves out what was added where asked', async () => {
    const [tokens] = tokenizeResponse.parse(await ask('/tokenize', { inputs: 'Hi', add_special_tokens: false }));
    expect(tokens).toEqual([{ id: 7632, text: 'Hi', special: false, start: 0, stop: 2 }]);
  });
});

it('/info says which model there is, and its limits', async () => {
  const info = infoResponse.parse(await (await api.get('/info')).json());
  expect(info).toMatchObject({
    model_id: 'sentence-transformers/all-MiniLM-L6-v2',
    model_type: { embedding: { pooling: 'mean' } },
    max_input_length: 512,
    max_batch_tokens: 65_536,
  });
});

describe('errors', () => {
  const long = 'word '.repeat(600);
  it.each([
    ['/embed', { inputs: long }, 422, 'Validation', 'inputs[0]: expected at most 512 tokens, found 602'],
    ['/embed', { inputs: [] }, 400, 'Empty', 'inputs: expected at least one text'],
    ['/embed', { inputs: '' }, 400, 'Empty', 'inputs: expected a text, found an empty one'],
    ['/embed', {}, 422, 'Validation', 'inputs: expected a text or an array of texts, found nothing'],
    ['/embed', { inputs: [101, 7592, 102] }, 422, 'Validation', 'found token ids'],
    ['/embed', { inputs: 'a', dimensions: 400 }, 422, 'Validation', 'dimensions: expected 1 to 384'],
    [
      '/embed',
      { inputs: 'a', truncation_direction: 'Left' },
      422,
      'Validation',
      'truncation_direction: expected right',
    ],
    ['/embed', { inputs: 'a', prompt_name: 'query' }, 422, 'Validation', 'prompt_name: expected nothing'],
    ['/embed', { inputs: 'a', model: 'gpt-5' }, 404, 'Validation', 'model: expected one of'],
    ['/embed', { inputs: Array(2049).fill('a') }, 413, 'Validation', 'inputs: expected at most 2048 texts'],
    [
      '/similarity',
      { inputs: { source_sentence: 'a', sentences: [] } },
      400,
      'Empty',
      'inputs.sentences: expected at least',
    ],
    [
      '/similarity',
      { inputs: { source_sentence: '', sentences: ['b'] } },
      400,
      'Empty',
      'inputs.source_sentence: expected a text, found an empty one',
    ],
    [
      '/similarity',
      { inputs: { source_sentence: 'a', sentences: ['b', long] } },
      422,
      'Validation',
      'inputs.sentences[1]: expected at most 512 tokens',
    ],
    ['/similarity', { inputs: 'a' }, 422, 'Validation', 'inputs: expected object'],
    ['/tokenize', { inputs: 'a '.repeat(20_000) }, 413, 'Validation', 'inputs: expected at most 16384 tokens'],
    ['/embed', 'no JSON', 400, 'Validation', 'Expected one JSON object'],
  ])('%s %j is %i %s', async (path, body, status, type, message) => {
    const response = await api.post(path, body);
    const error = teiErrorResponse.parse(await response.json());
    expect([response.status, error.error_type]).toEqual([status, type]);
    expect(error.error).toContain(message);
    expect(response.headers.get('x-request-id')).toMatch(/^[\w-]+$/);
  });

  it('of a wrong method are in the same shape', async () => {
    const response = await api.get('/embed', { accept: 'application/json' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST, QUERY, OPTIONS']);
    expect(teiErrorResponse.parse(await response.json()).error_type).toBe('Validation');
  });
});
