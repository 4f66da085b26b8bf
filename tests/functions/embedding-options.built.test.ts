import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmbeddingsResponse } from '../../shared/api/embeddings/contract.ts';
import { readSafetensors } from '../../shared/tensors/safetensors.ts';
import type { Tensor } from '../../shared/tensors/tensor.ts';
import type { Token } from '../../shared/tokenizer/token.ts';
import { expectClose } from '../expect-close.ts';
import { type Api, sharedApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await sharedApi();
});
afterAll(() => api.stop());

const [bert, miniLm] = ['bert-base-uncased', 'all-MiniLM-L6-v2'];
const safetensors = { accept: 'application/vnd.safetensors' };
const text = 'The bank of the river was steep. It had rained.';

type Item = EmbeddingsResponse['data'][number];

async function embed(body: object): Promise<Item[]> {
  const response = await api.post('/v1/embeddings', body);
  if (!response.ok) throw new Error(await response.text());
  return ((await response.json()) as EmbeddingsResponse).data;
}

/** As float32, of which JSON has the shortest decimals. */
async function vectors(body: object): Promise<number[][]> {
  return (await embed(body)).map(({ embedding }) => (embedding as number[]).map(Math.fround));
}

async function lists(body: object): Promise<number[][][]> {
  return (await embed(body)).map(({ embedding }) => (embedding as number[][]).map((row) => row.map(Math.fround)));
}

async function file(path: string, body: object): Promise<Record<string, Tensor>> {
  const response = await api.post(path, body, safetensors);
  if (!response.ok) throw new Error(await response.text());
  return readSafetensors(new Uint8Array(await response.arrayBuffer())).tensors;
}

/** hidden_states.<layer> of one text, row by row. */
async function states(model: string, layer: number): Promise<number[][]> {
  const name = `hidden_states.${layer}`;
  const tensor = (await file('/v1/trace', { model, text, tensors: [name] }))[name];
  const [tokens = 0, size = 0] = tensor.shape;
  return Array.from({ length: tokens }, (_, t) => [...tensor.data.subarray(t * size, (t + 1) * size)]);
}

async function tokens(): Promise<Token[]> {
  return ((await (await api.post('/v1/tokenize', { text })).json()) as { tokens: Token[] }).tokens;
}

const unit = (numbers: readonly number[]) => numbers.map((value) => value / Math.hypot(...numbers));
const mean = (rows: readonly number[][]) =>
  rows[0]!.map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0) / rows.length);
const largest = (rows: readonly number[][]) => rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!)));

async function refusal(
  body: object,
  headers: HeadersInit = {},
): Promise<{ status: number; error: Record<string, string> }> {
  const response = await api.post('/v1/embeddings', body, headers);
  return { status: response.status, ...((await response.json()) as { error: Record<string, string> }) };
}

it("pools by BERT-base's pooler what /v1/trace calls pooler_output, within 1e-6, and refuses it of MiniLM and of other layers", async () => {
  const response = await api.post('/v1/trace', { model: bert, text, tensors: ['pooler_output'] });
  const { pooler_output: output } = ((await response.json()) as { tensors: { pooler_output: { data: number[] } } })
    .tensors;
  const asked = { model: bert, input: text, pooling: 'pooler' };
  expectClose((await vectors({ ...asked, normalize: false }))[0]!, output.data, 1e-6);
  expectClose((await vectors(asked))[0]!, unit(output.data), 1e-6);
  expect(await refusal({ ...asked, model: miniLm })).toMatchObject({ status: 400, error: { param: 'pooling' } });
  expect(await refusal({ ...asked, layer: 11 })).toMatchObject({ status: 400, error: { param: 'layer' } });
});

describe.each([
  [bert, 12],
  [miniLm, 6],
])('%s', (model, last) => {
  it('pools the hidden states that /v1/trace gives, of any layer, within 1e-6', async () => {
    for (const layer of [0, 2, last]) {
      const rows = await states(model, layer);
      const asked = { model, input: text, layer, normalize: false };
      expectClose((await vectors(asked))[0]!, mean(rows), 1e-6);
      expectClose((await vectors({ ...asked, pooling: 'max' }))[0]!, largest(rows), 0);
      expectClose((await vectors({ ...asked, pooling: 'cls' }))[0]!, rows[0]!, 0);
      expectClose((await vectors({ ...asked, pooling: 'cls', normalize: true }))[0]!, unit(rows[0]!), 1e-6);
    }
  });

  it('is the same to the bit where the defaults are named', async () => {
    const named = { pooling: 'mean', layer: last, normalize: true };
    expect(await vectors({ model, input: text, ...named })).toEqual(await vectors({ model, input: text }));
  });

  it('gives the vector of every token, as it is, and at length 1 where asked', async () => {
    const rows = await states(model, last);
    const [item] = await embed({ model, input: text, pooling: 'none' });
    expect(item).toEqual({
      object: 'embedding',
      index: 0,
      embedding: expect.any(Array),
      shape: [rows.length, rows[0]!.length],
    });
    expect((item!.embedding as number[][]).map((row) => row.map(Math.fround))).toEqual(rows);
    const [scaled] = await lists({ model, input: text, pooling: 'none', normalize: true, dimensions: 7 });
    for (const [t, row] of rows.entries()) expectClose(scaled![t]!, unit(row.slice(0, 7)), 1e-6);
  });
});

it('base64 and safetensors hold the token vectors of several texts, row by row, the bits of the JSON', async () => {
  const body = { input: ['Hi', text], pooling: 'none', dimensions: 10 };
  const expected = await lists(body);
  const encoded = await embed({ ...body, encoding_format: 'base64' });
  const tensors = await file('/v1/embeddings', body);
  expect(Object.keys(tensors).sort()).toEqual(['0.embeddings', '0.input_ids', '1.embeddings', '1.input_ids']);
  for (const [index, rows] of expected.entries()) {
    const numbers = rows.flat();
    const bytes = Uint8Array.from(Buffer.from(encoded[index]!.embedding as string, 'base64'));
    expect([...new Float32Array(bytes.buffer)]).toEqual(numbers);
    const shape = [rows.length, 10];
    expect([encoded[index]!.shape, tensors[`${index}.embeddings`]!.shape]).toEqual([shape, shape]);
    expect([...tensors[`${index}.embeddings`]!.data]).toEqual(numbers);
  }
  expect([...tensors['1.input_ids']!.data]).toEqual((await tokens()).map(({ id }) => id));
});

it('safetensors has one vector a text in one tensor', async () => {
  const body = { input: ['Hi', text, 'river'] };
  const { embeddings } = await file('/v1/embeddings', body);
  expect([embeddings!.dtype, embeddings!.shape]).toEqual(['F32', [3, 384]]);
  expect([...embeddings!.data]).toEqual((await vectors(body)).flat());
});

describe('spans', () => {
  const spans = [
    [0, 8],
    [8, 33],
    [33, text.length],
  ];

  it('are pooled from the tokens that begin in them, of the text read whole', async () => {
    const [rows, all] = [await states(miniLm, 6), await tokens()];
    const inside = ([start = 0, end = 0]: number[]) =>
      rows.filter((_, t) => !all[t]!.special && all[t]!.start >= start && all[t]!.start < end);
    const [found] = await lists({ input: text, spans: [spans] });
    const [highest] = await lists({ input: text, spans: [spans], pooling: 'max', normalize: false });
    expect(found).toHaveLength(3);
    for (const [index, span] of spans.entries()) {
      expectClose(found![index]!, unit(mean(inside(span))), 1e-6);
      expectClose(highest![index]!, largest(inside(span)), 0);
    }
    expect(spans.flatMap(inside)).toHaveLength(rows.length - 2);
  });

  it('know the rest of the text: a chunk read alone is another vector', async () => {
    const [[, late] = []] = await lists({ input: text, spans: [spans] });
    const [alone] = await vectors({ input: text.slice(8, 33) });
    const cosine = late!.reduce((sum, value, i) => sum + value * alone![i]!, 0);
    expect(cosine).toBeGreaterThan(0.5);
    expect(cosine).toBeLessThan(0.98);
  });

  it('of several texts come with each, in UTF-16 units', async () => {
    const input = ['😀 cats', 'A dog'];
    const data = await embed({
      input,
      spans: [
        [[3, 7]],
        [
          [0, 1],
          [2, 5],
        ],
      ],
    });
    expect(data.map(({ shape }) => shape)).toEqual([
      [1, 384],
      [2, 384],
    ]);
    const [[cats] = []] = await lists({ input: [input[0]], spans: [[[3, 7]]], normalize: false, layer: 0 });
    const { 'hidden_states.0': traced } = await file('/v1/trace', {
      model: miniLm,
      text: input[0],
      tensors: ['hidden_states.0'],
    });
    expect(cats).toEqual([...traced!.data.subarray(2 * 384, 3 * 384)]);
  });

  it.each([
    [{ spans: [] }, 'spans'],
    [{ spans: [[]] }, 'spans[0]'],
    [{ spans: [[[0, 1]], [[0, 1]]] }, 'spans'],
    [
      {
        spans: [
          [
            [0, 5],
            [3, 3],
          ],
        ],
      },
      'spans[0][1]',
    ],
    [{ spans: [[[999, 1000]]] }, 'spans[0][0]'],
    [{ spans: [[[3, 4]]] }, 'spans[0][0]'],
    [{ spans: [[[0]]] }, 'spans[0][0]'],
    [{ spans: [[[-1, 4]]] }, 'spans[0][0][0]'],
    [{ spans: [[[0, 5]]], pooling: 'none' }, 'pooling'],
    [{ spans: [[[0, 5]]], pooling: 'cls' }, 'pooling'],
    [{ pooling: 'median' }, 'pooling'],
    [{ layer: 7 }, 'layer'],
    [{ layer: -1 }, 'layer'],
    [{ layer: 1.5 }, 'layer'],
    [{ normalize: 'yes' }, 'normalize'],
  ])('%j is refused, naming %s', async (fields, param) => {
    expect(await refusal({ input: text, ...fields })).toMatchObject({ status: 400, error: { param } });
  });

  it('that truncate leaves no token for say where what is read ends', async () => {
    const long = 'word '.repeat(600);
    const body = {
      input: long,
      truncate: true,
      spans: [
        [
          [0, 10],
          [2900, 2990],
        ],
      ],
    };
    const { error } = await refusal(body);
    expect(error).toMatchObject({ code: 'out_of_range', param: 'spans[0][1]' });
    expect(error.message).toContain('begins at 2545');
  });
});

describe('lists of vectors have the limits of tensors', () => {
  const page = 'word '.repeat(510);
  const body = { model: bert, input: [page, page, page], pooling: 'none' };

  it('2 MiB as JSON numbers: the error names each way out, and each works', async () => {
    const { status, error } = await refusal(body);
    expect([status, error.code, error.param]).toEqual([413, 'tensor_too_large', 'input']);
    expect(error.message).toContain('Accept: application/vnd.safetensors');
    expect(error.message).toContain('the first 1 input instead of 3');
    const tensors = await file('/v1/embeddings', body);
    expect(tensors['2.embeddings']!.shape).toEqual([512, 768]);
    const [encoded] = await embed({ ...body, encoding_format: 'base64' });
    expect((encoded!.embedding as string).length).toBe((4 * 512 * 768 * 4) / 3);
    const [first] = await embed({ ...body, input: page });
    expect(first!.shape).toEqual([512, 768]);
  });

  it('8 MiB in other forms', async () => {
    const many = { ...body, input: Array(6).fill(page) };
    for (const [fields, headers] of [
      [{}, safetensors],
      [{ encoding_format: 'base64' }, {}],
    ]) {
      const { status, error } = await refusal({ ...many, ...fields }, headers);
      expect([status, error.code]).toEqual([413, 'tensor_too_large']);
      expect(error.message).toContain('the first 5 input instead of 6');
    }
  });
});
