import { InferenceClient } from '@huggingface/inference';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inferenceErrorResponse } from '../../shared/api/dialects/hugging-face/contract.ts';
import type { EmbeddingsResponse } from '../../shared/api/embeddings/contract.ts';
import type { FillMaskResponse } from '../../shared/api/fill-mask/contract.ts';
import { expectClose } from '../expect-close.ts';
import { type Api, sharedApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await sharedApi();
});
afterAll(() => api.stop());

const [bert, miniLm] = ['bert-base-uncased', 'all-MiniLM-L6-v2'];
const texts = ['The cat sat on the mat.', 'A bank by the river.', 'A dog ran.'];
const paris = 'Paris is the [MASK] of France.';

/** What five lines of a user make: a client of one address. */
function client(path: string): InferenceClient {
  return new InferenceClient('', { endpointUrl: new URL(path, api.url).href, retry_on_error: false });
}

async function own<T>(path: string, body: object): Promise<T> {
  const response = await api.post(path, body);
  expect(response.status).toBe(200);
  return (await response.json()) as T;
}

async function vectors(body: object): Promise<number[][]> {
  const { data } = await own<EmbeddingsResponse>('/v1/embeddings', body);
  return data.map(({ embedding }) => embedding as number[]);
}

const cosine = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

describe("Hugging Face's client with endpointUrl", () => {
  it.each([`/hf/${miniLm}`, `/hf/sentence-transformers/${miniLm}`, `/hf/${miniLm}/pipeline/feature-extraction`])(
    '%s: featureExtraction gives the vectors of /v1/embeddings, to the bit',
    async (path) => {
      const expected = await vectors({ input: texts });
      expect(await client(path).featureExtraction({ inputs: texts })).toEqual(expected);
      expect(await client(path).featureExtraction({ inputs: texts[0]! })).toEqual(expected[0]);
    },
  );

  it('featureExtraction has normalize, dimensions and truncate', async () => {
    const asked = {
      inputs: [texts[0]!],
      normalize: false,
      dimensions: 8,
      truncate: true,
      truncation_direction: 'right' as const,
    };
    const expected = await vectors({ input: texts[0], normalize: false, dimensions: 8 });
    expect(await client(`/hf/${miniLm}`).featureExtraction(asked)).toEqual(expected);
  });

  it('featureExtraction of BERT-base gives the vector of every token, as its pipeline does', async () => {
    const expected = await vectors({ model: bert, input: texts, pooling: 'none' });
    const path = `/hf/${bert}/pipeline/feature-extraction`;
    expect(await client(path).featureExtraction({ inputs: texts })).toEqual(expected);
    expect(await client(path).featureExtraction({ inputs: texts[0]! })).toEqual(expected.slice(0, 1));
  });

  it.each([`/hf/${miniLm}`, `/hf/${bert}`, `/hf/${miniLm}/pipeline/sentence-similarity`])(
    '%s: sentenceSimilarity gives cosines of sentence vectors within 1e-6',
    async (path) => {
      const model = path.includes(bert!) ? bert : miniLm;
      const inputs = { source_sentence: texts[0]!, sentences: [texts[1]!, texts[0]!, texts[2]!] };
      const [a = [], b = [], c = []] = await vectors({ model, input: texts });
      expectClose(await client(path).sentenceSimilarity({ inputs }), [cosine(a, b), 1, cosine(a, c)], 1e-6);
    },
  );

  it.each([`/hf/${bert}`, `/hf/google-bert/${bert}`, `/hf/${bert}/pipeline/fill-mask`])(
    '%s: fillMask gives the words of /v1/fill-mask',
    async (path) => {
      const { masks } = await own<FillMaskResponse>('/v1/fill-mask', { text: paris });
      const found = await client(path).fillMask({ inputs: paris });
      const expected = masks[0]!.candidates.map(({ token, id, probability }) => ({
        score: probability,
        token: id,
        token_str: token,
        sequence: `paris is the ${token} of france.`,
      }));
      expect(found).toEqual(expected);
      expect(found).toHaveLength(5);
    },
  );

  it('fillMask has top_k and targets, the best first', async () => {
    const parameters = { targets: ['heart', 'capital', 'zebra'], top_k: 2 };
    const found = await client(`/hf/${bert}`).fillMask({ inputs: paris, parameters });
    expect(found.map(({ token_str }) => token_str)).toEqual(['capital', 'heart']);
  });

  it('tells of an error in its words, with its status', async () => {
    const asked = client(`/hf/${miniLm}`).featureExtraction({ inputs: 'word '.repeat(600) });
    await expect(asked).rejects.toThrow('inputs[0]: expected at most 512 tokens, found 602');
    await expect(asked).rejects.toMatchObject({
      httpResponse: { status: 400, requestId: expect.stringMatching(/^[\w-]+$/) },
    });
  });
});

describe('fill-mask', () => {
  it('of several [MASK] has a list for each, and their sequences keep the others', async () => {
    const answer = await own<{ sequence: string; token_str: string }[][]>(`/hf/${bert}`, {
      inputs: 'The [MASK] sat on the [MASK].',
      parameters: { top_k: 2 },
    });
    expect(answer.map(({ length }) => length)).toEqual([2, 2]);
    expect(answer[1]![0]!.sequence).toBe(`[CLS] the [MASK] sat on the ${answer[1]![0]!.token_str}. [SEP]`);
  });

  it('of several texts has one value each, the same as alone', async () => {
    const inputs = [paris, 'A [MASK] [MASK].'];
    const [first, second] = await own<object[]>(`/hf/${bert}`, { inputs });
    expect(first).toEqual(await own(`/hf/${bert}`, { inputs: paris }));
    expect(second).toEqual(await own(`/hf/${bert}`, { inputs: inputs[1] }));
  });
});

it('options beside inputs are the same as in parameters, and null is absent', async () => {
  const plain = await own(`/hf/${miniLm}`, { inputs: texts, parameters: { dimensions: 5 } });
  const fields = { inputs: texts, dimensions: 5, normalize: null, options: { wait_for_model: true } };
  expect(await own(`/hf/${miniLm}`, { ...fields, parameters: null })).toEqual(plain);
  expect(await own(`/hf/${miniLm}`, { ...fields, parameters: { normalize: null, top_k: null } })).toEqual(plain);
});

describe('errors', () => {
  const long = `[MASK] ${'word '.repeat(500)}`;
  it.each([
    ['/hf/gpt-5', { inputs: 'a' }, 404, 'model: expected one of'],
    ['/hf/openai/gpt-5', { inputs: 'a' }, 404, 'model: expected one of'],
    [`/hf/${bert}/pipeline/translation`, { inputs: 'a' }, 404, 'task: expected one of feature-extraction'],
    ['/hf', { inputs: 'a' }, 404, 'No such path'],
    [`/hf/${bert}`, { inputs: 'no mask' }, 400, 'inputs[0]: expected at least one [MASK], found none'],
    [`/hf/${miniLm}/pipeline/fill-mask`, { inputs: paris }, 400, 'has no masked-word head'],
    [`/hf/${bert}`, { inputs: paris, parameters: { targets: ['nonsenseword'] } }, 400, 'parameters.targets[0]'],
    [
      `/hf/${miniLm}`,
      { inputs: { source_sentence: '', sentences: ['b'] } },
      400,
      'inputs.source_sentence: expected a text, found an empty one',
    ],
    [`/hf/${bert}`, { inputs: paris, parameters: { top_k: 0 } }, 400, 'parameters.top_k: expected at least 1'],
    [`/hf/${bert}`, { inputs: Array(9).fill(long), parameters: { top_k: 100 } }, 413, 'Send fewer texts at once'],
    [`/hf/${bert}`, { inputs: '[MASK] '.repeat(200), parameters: { top_k: 10 } }, 413, 'Send fewer texts at once'],
    [`/hf/${bert}/pipeline/feature-extraction`, { inputs: [long, long] }, 413, 'at most 682 tokens'],
    [`/hf/${miniLm}`, { inputs: [] }, 400, 'inputs: expected at least one text'],
    [`/hf/${miniLm}`, { inputs: [1, 2] }, 400, 'found token ids'],
    [
      `/hf/${miniLm}`,
      { inputs: { source_sentence: 'a', sentences: [] } },
      400,
      'inputs.sentences: expected at least 1',
    ],
    [`/hf/${miniLm}`, {}, 400, 'inputs: expected'],
    [`/hf/${miniLm}/pipeline/sentence-similarity`, { inputs: 'a' }, 400, 'inputs: expected source_sentence'],
    [
      `/hf/${miniLm}/pipeline/feature-extraction`,
      { inputs: { source_sentence: 'a', sentences: ['b'] } },
      400,
      'found sentences',
    ],
    [`/hf/${miniLm}`, { inputs: 'a', truncation_direction: 'left' }, 400, 'truncation_direction: expected right'],
    [`/hf/${miniLm}`, { inputs: 'a', prompt_name: 'query' }, 400, 'prompt_name: expected nothing'],
  ])('%s %j is %i', async (path, body, status, message) => {
    const response = await api.post(path, body);
    const { error } = inferenceErrorResponse.parse(await response.json());
    expect([response.status, error]).toEqual([status, expect.stringContaining(message)]);
  });

  it('of a wrong method say which there is', async () => {
    const response = await api.get(`/hf/${bert}`, { accept: 'application/json' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST, QUERY, OPTIONS']);
    expect(inferenceErrorResponse.parse(await response.json()).error).toContain('expected POST');
  });
});
