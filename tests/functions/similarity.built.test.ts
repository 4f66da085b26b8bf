import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cosine } from '../../shared/analysis/cosine.ts';
import { tokenSimilarity } from '../../shared/analysis/token-similarity.ts';
import type { EmbeddingsResponse } from '../../shared/api/embeddings/contract.ts';
import { type SimilarityResponse, similarityResponse } from '../../shared/api/similarity/contract.ts';
import { readSafetensors } from '../../shared/tensors/safetensors.ts';
import { expectClose } from '../expect-close.ts';
import { type Golden, goldenCase } from '../shared/model/served-models.ts';
import { type Api, sharedApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await sharedApi();
});
afterAll(() => api.stop());

const [bert, miniLm] = ['bert-base-uncased', 'all-MiniLM-L6-v2'] as const;
const texts = ['The cat sat on the mat.', 'A bank by the river.', 'A dog ran.', 'Money in the bank.'];
const [cat, bank] = texts as [string, string];

async function ask(body: object): Promise<SimilarityResponse> {
  const response = await api.post('/v1/similarity', body);
  if (!response.ok) throw new Error(await response.text());
  return similarityResponse.parse(await response.json());
}

const matrix = async (body: object) => (await ask(body)).similarities as number[][];

async function vectors(body: object): Promise<Float32Array[]> {
  const response = await api.post('/v1/embeddings', body);
  const { data } = (await response.json()) as EmbeddingsResponse;
  return data.map(({ embedding }) => Float32Array.from(embedding as number[]));
}

const cosines = (rows: readonly Float32Array[], columns: readonly Float32Array[]) =>
  rows.map((row) => columns.map((column) => cosine(row, column)));

const sum = (rows: readonly (readonly number[])[]) => rows.flat().reduce((total, value) => total + value, 0);

describe.each([bert, miniLm])('%s', (model) => {
  it('compares texts with each other and lists in either order, cosines of /v1/embeddings within 1e-6', async () => {
    for (const options of [{}, { pooling: 'cls', layer: 2 }, { pooling: 'max' }]) {
      const all = await vectors({ model, input: texts, ...options });
      const each = await matrix({ model, input: texts, ...options });
      expectClose(each.flat(), cosines(all, all).flat(), 1e-6);
      const [few, many] = [texts.slice(0, 1), texts.slice(1)];
      const wide = await matrix({ model, input: few, compare_with: many, ...options });
      const tall = await matrix({ model, input: many, compare_with: few[0], ...options });
      expect([wide.length, wide[0]!.length, tall.length, tall[0]!.length]).toEqual([1, 3, 3, 1]);
      expectClose(wide.flat(), cosines(all.slice(0, 1), all.slice(1)).flat(), 1e-6);
      expect(tall.flat()).toEqual(wide.flat());
    }
  });

  it('compares pairs, each on its own', async () => {
    const [a = [], b = [], c = [], d = []] = (await vectors({ model, input: texts })).map((vector) => [vector]);
    const { similarities, usage } = await ask({ model, pairs: [texts.slice(0, 2), texts.slice(2)] });
    expectClose(similarities as number[], [...cosines(a, b).flat(), ...cosines(c, d).flat()], 1e-6);
    expect(usage.total_tokens).toBe(9 + 8 + 6 + 7);
  });

  it('explains a pair: contributions add up to the similarity, tokens and cosines are those of the texts', async () => {
    const found = await ask({ model, input: cat, compare_with: bank, tokens: true });
    const [[plain = 0] = []] = await matrix({ model, input: cat, compare_with: bank });
    const [[similarity = 0] = []] = found.similarities as number[][];
    expectClose([similarity], [plain], 1e-6);
    expectClose([sum(found.contributions!)], [similarity], 1e-5);
    expect(found.tokens!.map((list) => list.map(({ text }) => text))).toEqual([
      ['[CLS]', 'the', 'cat', 'sat', 'on', 'the', 'mat', '.', '[SEP]'],
      ['[CLS]', 'a', 'bank', 'by', 'the', 'river', '.', '[SEP]'],
    ]);
    const [x, y] = await tokenVectors(model);
    expectClose(found.token_similarities!.flat(), cosines(x!, y!).flat(), 1e-6);
  });
});

async function tokenVectors(model: string): Promise<Float32Array[][]> {
  const response = await api.post('/v1/embeddings', { model, input: [cat, bank], pooling: 'none' });
  const { data } = (await response.json()) as EmbeddingsResponse;
  return data.map(({ embedding }) => (embedding as number[][]).map((row) => Float32Array.from(row)));
}

describe('against the float32 references', () => {
  const names = ['cat', 'hello', 'bank', 'pieces', 'unicode'];
  const references = names.map((name) => goldenCase(miniLm, name));
  const input = references.map(({ text }) => text);

  it('cosines of sentences are theirs within 0.01', async () => {
    const expected = references.map(({ sentenceEmbedding }) => sentenceEmbedding!);
    expectClose((await matrix({ input })).flat(), cosines(expected, expected).flat(), 0.01);
  });

  it('similarity and contributions of each two sentences are theirs, within 0.01 and 0.002', async () => {
    for (const [index, first] of references.entries()) {
      const second = references[(index + 1) % references.length] as Golden;
      const found = await ask({ pairs: [[first.text, second.text]], tokens: true });
      const expected = tokenSimilarity(first.lastHiddenState, second.lastHiddenState, 384);
      expectClose(found.similarities as number[], [expected.similarity], 0.01);
      expectClose(found.contributions!.flat(), expected.contributions, 0.002);
    }
  });

  it('the model card of the sentences: a text is most like itself', async () => {
    for (const [index, row] of (await matrix({ input })).entries()) {
      expect(row.indexOf(Math.max(...row))).toBe(index);
      expectClose([row[index]!], [1], 1e-6);
    }
  });
});

it('safetensors holds the same numbers', async () => {
  const accept = { accept: 'application/vnd.safetensors' };
  const body = { pairs: [[cat, bank]], tokens: true };
  const found = await ask(body);
  const response = await api.post('/v1/similarity', body, accept);
  const { tensors, metadata } = readSafetensors(new Uint8Array(await response.arrayBuffer()));
  expect(tensors.contributions!.shape).toEqual([9, 8]);
  expect([...tensors.contributions!.data]).toEqual(found.contributions!.flat().map(Math.fround));
  expect([...tensors.token_similarities!.data]).toEqual(found.token_similarities!.flat().map(Math.fround));
  expect([...tensors['1.input_ids']!.data]).toEqual(found.tokens![1]!.map(({ id }) => id));
  expect(metadata).toMatchObject({ model: miniLm, truncated: 'false' });
  const plain = await api.post('/v1/similarity', { input: texts }, accept);
  const { similarities } = readSafetensors(new Uint8Array(await plain.arrayBuffer())).tensors;
  expect([similarities!.shape, [...similarities!.data]]).toEqual([
    [4, 4],
    (await matrix({ input: texts })).flat().map(Math.fround),
  ]);
});

it('texts at the limit of tokens are explained whole', async () => {
  const long = 'word '.repeat(600);
  const found = await ask({ model: bert, input: long, compare_with: `${long} other`, tokens: true, truncate: true });
  expect([found.contributions!.length, found.contributions![0]!.length, found.truncated]).toEqual([512, 512, true]);
  expectClose([sum(found.contributions!)], [(found.similarities as number[][])[0]![0]!], 1e-4);
});

it('724 short texts are compared with each other', async () => {
  const input = Array.from({ length: 724 }, (_, i) => `a ${i}`);
  const found = await matrix({ input });
  expect([found.length, found[723]!.length]).toEqual([724, 724]);
  expect(found[5]![700]).toBe(found[700]![5]);
});

describe('errors', () => {
  const many = (count: number) => Array.from({ length: count }, () => 'a');
  it.each([
    [{}, 400, 'missing_field', 'input'],
    [{ input: 'a', pairs: [['a', 'b']] }, 400, 'invalid_value', 'input'],
    [{ compare_with: 'a', pairs: [['a', 'b']] }, 400, 'invalid_value', 'compare_with'],
    [{ pairs: [] }, 400, 'invalid_value', 'pairs'],
    [{ pairs: [['a']] }, 400, 'invalid_value', 'pairs[0]'],
    [{ pairs: [['a', '']] }, 400, 'empty_text', 'pairs[0][1]'],
    [{ input: ['a', ''] }, 400, 'empty_text', 'input[1]'],
    [{ input: [1, 2] }, 400, 'token_ids_unsupported', 'input'],
    [{ input: 'a', compare_with: ['b', 'word '.repeat(600)] }, 400, 'context_length_exceeded', 'compare_with[1]'],
    [{ input: ['a', 'word '.repeat(600)], compare_with: 'b' }, 400, 'context_length_exceeded', 'input[1]'],
    [
      {
        pairs: [
          ['a', 'b'],
          ['c', 'word '.repeat(600)],
        ],
      },
      400,
      'context_length_exceeded',
      'pairs[1][1]',
    ],
    [{ input: 'a', tokens: true }, 400, 'invalid_value', 'tokens'],
    [{ input: ['a', 'b'], tokens: true }, 400, 'invalid_value', 'tokens'],
    [
      {
        pairs: [
          ['a', 'b'],
          ['c', 'd'],
        ],
        tokens: true,
      },
      400,
      'invalid_value',
      'tokens',
    ],
    [{ pairs: [['a', 'b']], tokens: true, pooling: 'max' }, 400, 'invalid_value', 'pooling'],
    [{ pairs: [['a', 'b']], tokens: true, layer: 7 }, 400, 'out_of_range', 'layer'],
    [{ input: 'a', layer: 7 }, 400, 'out_of_range', 'layer'],
    [{ input: 'a', pooling: 'none' }, 400, 'invalid_value', 'pooling'],
    [{ input: 'a', other: 1 }, 400, 'unknown_field', 'other'],
    [{ input: many(725) }, 413, 'too_many_inputs', 'input'],
    [{ input: many(1000), compare_with: many(1000) }, 413, 'too_many_inputs', 'input'],
    [{ input: many(2048), compare_with: many(1) }, 413, 'too_many_inputs', 'input'],
    [{ pairs: Array(1025).fill(['a', 'b']) }, 400, 'invalid_value', 'pairs'],
    [{ input: 'a', model: 'gpt-5' }, 404, 'model_not_found', 'model'],
  ])('%j is %i %s at %s', async (body, status, code, param) => {
    const response = await api.post('/v1/similarity', body);
    expect(await response.json()).toMatchObject({ error: { code, param } });
    expect(response.status).toBe(status);
  });
});
