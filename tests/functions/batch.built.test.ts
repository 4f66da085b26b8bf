import { Buffer } from 'node:buffer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ndjson, safetensors } from '../../shared/api/media-types.ts';
import { headerLength, parseHeader, readSafetensors } from '../../shared/tensors/safetensors.ts';
import { type Api, sharedApi } from './api.ts';
import { alone, asked, type Source, textOf, texts } from './batch-texts.ts';

let api: Api;

beforeAll(async () => {
  api = await sharedApi();
});

afterAll(() => api.stop());

async function answersOf(path: string, input: Source[], fields: object): Promise<string[]> {
  const answers: string[] = [];
  for (const source of input) answers.push(await textOf(await api.post(path, { ...alone(source), ...fields })));
  return answers;
}

describe('many texts at once', () => {
  it.each(asked)(
    '%s: line after line, and item after item of a list, what each text alone is answered, to the last digit',
    async (_, path, input, fields) => {
      const answers = await answersOf(path, input, fields);
      const lines = await textOf(await api.post(path, { input, ...fields }, { accept: ndjson }));
      expect(lines).toBe(answers.map((answer) => `${answer}\n`).join(''));
      const list = await textOf(await api.post(path, { input, ...fields }));
      const tokens = answers.reduce((sum, answer) => sum + JSON.parse(answer).usage.prompt_tokens, 0);
      const usage = JSON.stringify({ prompt_tokens: tokens, total_tokens: tokens });
      expect(list).toBe(`{"object":"list","data":[${answers.join(',')}],"usage":${usage}}`);
    },
  );

  it.each(asked.filter(([, path]) => path !== '/v1/fill-mask'))(
    '%s: one file with the tensors that each text alone gets, bit for bit',
    async (_, path, input, fields) => {
      const response = await api.post(path, { input, ...fields }, { accept: safetensors });
      const file = new Uint8Array(await response.arrayBuffer());
      expect(response.headers.get('content-length')).toBe(String(file.length));
      const { tensors, metadata } = readSafetensors(file);
      expect([metadata.object, metadata.texts, metadata.errors]).toEqual(['list', String(input.length), '{}']);
      for (const [index, source] of input.entries()) {
        const single = await api.post(path, { ...alone(source), ...fields }, { accept: safetensors });
        const expected = readSafetensors(new Uint8Array(await single.arrayBuffer()));
        for (const [name, tensor] of Object.entries(expected.tensors))
          expect(tensors[`${index}.${name}`]).toEqual(tensor);
        const tokens = JSON.parse(expected.metadata.tokens!) as {
          word: number | null;
          start: number;
          end: number;
          type: number;
        }[];
        expect([...tensors[`${index}.word_ids`]!.data]).toEqual(tokens.map(({ word }) => word ?? -1));
        expect([...tensors[`${index}.offsets`]!.data]).toEqual(tokens.flatMap(({ start, end }) => [start, end]));
        expect([...tensors[`${index}.token_type_ids`]!.data]).toEqual(tokens.map(({ type }) => type));
      }
    },
  );

  it('has the tokens of all texts before the first numbers', async () => {
    const response = await api.post('/v1/attention', { input: texts, layers: [0] }, { accept: safetensors });
    const file = new Uint8Array(await response.arrayBuffer());
    const { tensors } = parseHeader(file.subarray(8, 8 + headerLength(file)));
    const ofTokens = (name: string) => /\.(input_ids|token_type_ids|word_ids|offsets)$/.test(name);
    const end = Math.max(
      ...Object.entries(tensors).map(
        ([
          name,
          {
            data_offsets: [, to],
          },
        ]) => (ofTokens(name) ? to : 0),
      ),
    );
    const numbers = Object.entries(tensors).filter(([name]) => !ofTokens(name));
    expect(numbers.length).toBe(texts.length);
    for (const [, { data_offsets }] of numbers) expect(data_offsets[0]).toBeGreaterThanOrEqual(end);
  });
});

it('tensors of mixed types begin where their type can be read in place, in a file of many texts', async () => {
  const body = { input: ['a', 'a b', 'a'], layers: [3], heads: [1], metrics: true, dtype: 'u8' };
  const response = await api.post('/v1/attention', body, { accept: safetensors });
  const file = new Uint8Array(await response.arrayBuffer());
  const start = 8 + headerLength(file);
  const { tensors } = parseHeader(file.subarray(8, start));
  const sizes: Record<string, number> = { F32: 4, I32: 4, U8: 1 };
  for (const [name, { dtype, data_offsets: offsets }] of Object.entries(tensors)) {
    expect((start + offsets[0]) % sizes[dtype]!, name).toBe(0);
  }
  expect(Object.keys(tensors).filter((name) => name.endsWith('.padding'))).toEqual(['1.padding']);
  expect(start + Math.max(...Object.values(tensors).map(({ data_offsets: [, end] }) => end))).toBe(file.length);
});

it('has fields of the other form that are null: they are absent', async () => {
  const many = { input: ['a'], text: null, text_pair: null, input_ids: null, token_type_ids: null, layers: [0] };
  const list = JSON.parse(await textOf(await api.post('/v1/attention', many)));
  const one = JSON.parse(await textOf(await api.post('/v1/attention', { text: 'a', input: null, layers: [0] })));
  expect(list.data).toEqual([one]);
});

describe('a reader', () => {
  const long = {
    input: Array(120).fill('word '.repeat(100)),
    layers: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
    heads: [0],
  };

  it('who leaves frees the model: the work ends before its texts do', async () => {
    const leave = new AbortController();
    const response = await fetch(new URL('/v1/attention', api.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: ndjson },
      body: JSON.stringify(long),
      signal: leave.signal,
    });
    const reader = response.body!.getReader();
    expect((await reader.read()).value?.length).toBeGreaterThan(0);
    leave.abort();
    const health = async () => (await (await api.get('/health')).json()) as { models: { queue_length: number }[] };
    await expect.poll(async () => JSON.stringify(await health())).toContain('"queue_length":0');
  });

  it('who takes nothing for a while holds up nobody, and gets the same', async () => {
    const ask = () => api.post('/v1/attention', { ...long, input: long.input.slice(0, 6) }, { accept: safetensors });
    const expected = new Uint8Array(await (await ask()).arrayBuffer());
    const slow = await ask();
    for (let other = 0; other < 3; other++) expect((await api.post('/v1/attention', { text: 'a' })).status).toBe(200);
    expect(Buffer.compare(new Uint8Array(await slow.arrayBuffer()), expected)).toBe(0);
  });
});
