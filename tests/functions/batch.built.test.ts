import { Buffer } from 'node:buffer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ndjson, safetensors } from '../../shared/api/media-types.ts';
import { headerLength, parseHeader, readSafetensors } from '../../shared/tensors/safetensors.ts';
import { type Api, sharedApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await sharedApi();
});
afterAll(() => api.stop());

type Source = string | { text?: string; text_pair?: string; input_ids?: number[]; token_type_ids?: number[] };

const alone = (source: Source) => (typeof source === 'string' ? { text: source } : source);

/** Texts of which several share a pass, one fills more than one, and one goes alone. */
const texts: Source[] = [
  'The cat sat.',
  { text: 'It was tired.', text_pair: 'Why did it sleep?' },
  { input_ids: [101, 1996, 4937, 102] },
  { input_ids: [101, 1996, 102, 4937, 102], token_type_ids: [0, 0, 0, 1, 1] },
  'word '.repeat(150),
  'Snowboarding is unbelievably fun 🙂',
  'a',
];

const masked: Source[] = ['Paris is the [MASK] of France.', { text: 'A [MASK] ran.', text_pair: 'It was [MASK].' }];

const asked: [what: string, path: string, input: Source[], fields: object][] = [
  ['one head', '/v1/attention', texts, { layers: [3], heads: [1] }],
  [
    'pairs of heads with the largest weights',
    '/v1/attention',
    texts,
    {
      pairs: [
        [8, 10],
        [4, 3],
      ],
      top_k: 3,
      metrics: true,
    },
  ],
  ['words and the mean of heads', '/v1/attention', texts, { layers: [2, 0], words: true, reduce: 'mean', dtype: 'u8' }],
  ['the largest weights in bytes', '/v1/attention', texts, { layers: [3], heads: [1], top_k: 1, dtype: 'u8' }],
  ['the largest weights in float16', '/v1/attention', texts, { layers: [3], heads: [1], top_k: 3, dtype: 'f16' }],
  ['rollout', '/v1/attention', texts, { layers: [5], reduce: 'rollout', dtype: 'f16' }],
  [
    'a knocked-out head',
    '/v1/attention',
    texts.slice(0, 3),
    { layers: [11], heads: [0], head_mask: Array.from({ length: 12 }, () => [0, ...Array(11).fill(1)]) },
  ],
  [
    'a change on the way',
    '/v1/attention',
    texts.slice(0, 3),
    { layers: [1], heads: [0], interventions: [{ at: 'embeddings.position', set: 0 }] },
  ],
  ['MiniLM', '/v1/attention', texts, { model: 'all-MiniLM-L6-v2', layers: [5] }],
  ['tensors', '/v1/trace', texts, { tensors: ['mixing.3', 'query.0'] }],
  ['a comparison', '/v1/trace', texts, { tensors: ['mixing.3'], mask_tokens: [1], compare: true, dtype: 'f16' }],
  ['logits', '/v1/trace', masked, { tensors: ['logits'] }],
  ['masked words', '/v1/fill-mask', masked, { top_k: 2, hidden_states: [6, 12] }],
];

async function textOf(response: Response): Promise<string> {
  const text = await response.text();
  if (response.status !== 200) throw new Error(text);
  return text;
}

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

describe('a text that cannot be answered', () => {
  const input: Source[] = [
    'The cat sat.',
    '',
    { text: 'a', text_pair: '' },
    'word '.repeat(600),
    { input_ids: [101, 30_522] },
    'It slept.',
  ];
  const codes = [undefined, 'empty_text', 'empty_text', 'context_length_exceeded', 'out_of_range', undefined];
  const params = [undefined, 'input[1]', 'input[2].text_pair', 'input[3]', 'input[4].input_ids[1]', undefined];

  it('is an error in its place; the others are answered', async () => {
    const lines = await textOf(await api.post('/v1/attention', { input, layers: [0] }, { accept: ndjson }));
    const answers = lines
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers.map(({ error }) => error?.code)).toEqual(codes);
    expect(answers.map(({ error }) => error?.param)).toEqual(params);
    for (const { error } of answers) if (error) expect(error.message.startsWith(`${error.param}: expected`)).toBe(true);
    expect(answers[5].tokens[1].text).toBe('it');
  });

  it('is an error in the metadata of a file', async () => {
    const response = await api.post('/v1/attention', { input, layers: [0] }, { accept: safetensors });
    const { tensors, metadata } = readSafetensors(new Uint8Array(await response.arrayBuffer()));
    const errors = JSON.parse(metadata.errors!) as Record<string, { code: string }>;
    expect(Object.fromEntries(Object.entries(errors).map(([index, { code }]) => [index, code]))).toEqual({
      1: 'empty_text',
      2: 'empty_text',
      3: 'context_length_exceeded',
      4: 'out_of_range',
    });
    expect(Object.keys(tensors).filter((name) => name.endsWith('attentions'))).toEqual([
      '0.attentions',
      '5.attentions',
    ]);
  });

  it('has no blank, no such token, or numbers that overflow on the way: each its own line', async () => {
    const blanks = await textOf(await api.post('/v1/fill-mask', { input: ['A [MASK].', 'none'] }, { accept: ndjson }));
    expect(
      blanks
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).error?.code),
    ).toEqual([undefined, 'no_mask']);
    const tokens = { input: ['a b c d', 'a'], tensors: ['mixing.0'], mask_tokens: [4] };
    const few = await textOf(await api.post('/v1/trace', tokens, { accept: ndjson }));
    expect(
      few
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).error?.param),
    ).toEqual([undefined, 'mask_tokens[0]']);
    const huge = { at: 'hidden_states.0', tokens: [4], set: 1e38 };
    const overflow = { input: ['a b c d', 'a'], tensors: ['hidden_states.3'], interventions: [huge] };
    const over = await textOf(await api.post('/v1/trace', overflow, { accept: ndjson }));
    const errors = over
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).error?.code);
    expect(errors).toEqual([expect.any(String), expect.any(String)]);
  });
});

/** 1e38 at the fifth token: of a text with fewer it is the text's own error, too. */
const huge = [{ at: 'hidden_states.2', tokens: [4], set: 1e38 }];
const large = [{ at: 'attention_scores.3', scale: 1e4 }];

describe('numbers that leave their element type on the way', () => {
  const input = ['a b c d e', 'The cat sat on the mat.'];
  const errorsOf = (metadata: Readonly<Record<string, string>>) =>
    JSON.parse(metadata.errors!) as Record<string, { code: string; message: string }>;

  it.each<[what: string, path: string, fields: object, failed: string[]]>([
    ['float32', '/v1/trace', { tensors: ['hidden_states.3'], interventions: huge }, ['0', '1']],
    ['float16', '/v1/trace', { tensors: ['attention_scores.3'], dtype: 'f16', interventions: large }, ['0', '1']],
    [
      'neither: float32 holds what float16 does not',
      '/v1/trace',
      { tensors: ['attention_scores.3'], interventions: large },
      [],
    ],
    ['attention', '/v1/attention', { layers: [3], interventions: huge }, ['0', '1']],
  ])('are named in the head of the file, and the file is whole: %s', async (_, path, fields, failed) => {
    const response = await api.post(path, { input, ...fields }, { accept: safetensors });
    expect(response.status).toBe(200);
    const file = new Uint8Array(await response.arrayBuffer());
    const { tensors, metadata } = readSafetensors(file);
    expect(Object.keys(errorsOf(metadata))).toEqual(failed);
    for (const { code, message } of Object.values(errorsOf(metadata))) {
      expect(code).toBe('out_of_range');
      expect(message).toMatch(
        /^interventions: expected .*(hidden_states\.\d|attention_scores\.3|attentions) has finite/,
      );
    }
    for (const index of ['0', '1']) {
      expect(Object.keys(tensors).some((name) => name.startsWith(`${index}.`))).toBe(!failed.includes(index));
    }
  });

  it('are those of one text, beside others that are answered as they would be alone', async () => {
    const interventions = [{ at: 'hidden_states.2', tokens: [7], set: 1e38 }];
    const asked = { tensors: ['hidden_states.3'], interventions, truncate: true };
    const texts = ['The cat sat on the mat.', 'a', 'A dog and a cat sat there.'];
    const response = await api.post('/v1/trace', { input: texts, ...asked }, { accept: safetensors });
    const { metadata } = readSafetensors(new Uint8Array(await response.arrayBuffer()));
    expect(Object.keys(errorsOf(metadata))).toEqual(['0', '1', '2']);
    const scaled = { tensors: ['attention_scores.3'], dtype: 'f16', interventions: [{ at: 'value.2', scale: 3 }] };
    const both = await api.post('/v1/trace', { input: texts, ...scaled }, { accept: safetensors });
    const file = readSafetensors(new Uint8Array(await both.arrayBuffer()));
    const alone = await api.post('/v1/trace', { text: texts[2], ...scaled }, { accept: safetensors });
    const { tensors } = readSafetensors(new Uint8Array(await alone.arrayBuffer()));
    expect(file.tensors['2.attention_scores.3']).toEqual(tensors['attention_scores.3']);
  });

  it.each([
    ['JSON', 'application/json'],
    ['a file', safetensors],
  ])('refuse one text, with the tensor and what to do: %s', async (_, accept) => {
    const body = { text: 'a b c d e', tensors: ['query.0', 'attention_scores.3'], dtype: 'f16', interventions: large };
    const response = await api.post('/v1/trace', body, { accept });
    const { error } = (await response.json()) as { error: { message: string; param: string } };
    expect([response.status, error.param]).toEqual([400, 'interventions']);
    expect(error.message).toContain('attention_scores.3 has finite numbers in float16, which ends at 65,504');
    expect(error.message).toContain('"dtype": "f32"');
  });

  it('refuse a text whose attention is sent while it is computed before anything is sent', async () => {
    const text = 'zebra cat '.repeat(255).trim();
    const interventions = [{ at: 'attentions.3', heads: [2], to: [5], add: 1e6 }];
    const body = { text, layers: [0, 1, 2, 3, 4], dtype: 'f16', interventions };
    const response = await api.post('/v1/attention', body, { accept: safetensors });
    const { error } = (await response.json()) as { error: { code: string; message: string } };
    expect([response.status, error.code]).toEqual([400, 'out_of_range']);
    expect(error.message).toContain('attentions has finite numbers in float16');
  });
});

describe('ids of a length that no text has', () => {
  it('are an error in their place, as the same ids alone are refused', async () => {
    const long = Array(513).fill(1037);
    const sources = [
      { input_ids: [] },
      'The cat sat.',
      { input_ids: long },
      { input_ids: long, token_type_ids: Array(513).fill(0) },
    ];
    const lines = await textOf(await api.post('/v1/attention', { input: sources, layers: [0] }, { accept: ndjson }));
    const errors = lines
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).error);
    expect(errors.map((error) => error?.param)).toEqual([
      'input[0].input_ids',
      undefined,
      'input[2].input_ids',
      'input[3].input_ids',
    ]);
    for (const index of [0, 2]) {
      const alone = await api.post('/v1/attention', { ...(sources[index] as object), layers: [0] });
      const { error } = (await alone.json()) as { error: { code: string; message: string } };
      expect([errors[index].code, errors[index].message]).toEqual([error.code, `input[${index}].${error.message}`]);
    }
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

describe('a request that is wrong as a whole is refused', () => {
  it.each<[string, object, number, string, string]>([
    ['an unknown layer', { input: ['a', 'b'], layers: [12] }, 400, 'out_of_range', 'layers[0]'],
    [
      'an unknown layer, where no text can be answered',
      { input: ['', ''], layers: [99] },
      400,
      'out_of_range',
      'layers[0]',
    ],
    [
      'an unknown head, where every text is too long',
      { input: ['word '.repeat(600)], heads: [12] },
      400,
      'out_of_range',
      'heads[0]',
    ],
    [
      'a dtype for other numbers, beside ids of no token',
      { input: [{ input_ids: [] }], reduce: 'norm', dtype: 'u8' },
      400,
      'invalid_value',
      'dtype',
    ],
    ['an unknown field', { input: ['a'], nope: 1 }, 400, 'unknown_field', 'nope'],
    ['a text beside', { input: ['a'], text: 'b' }, 400, 'unknown_field', 'text'],
    ['no list', { input: 'a' }, 400, 'invalid_value', 'input'],
    ['an empty list', { input: [] }, 400, 'invalid_value', 'input'],
    ['a number', { input: ['a', 5] }, 400, 'invalid_value', 'input[1]'],
    ['a field that texts do not have', { input: [{ text: 'a', nope: 1 }] }, 400, 'unknown_field', 'input[0].nope'],
    ['a text and ids', { input: [{ text: 'a', input_ids: [1] }] }, 400, 'invalid_value', 'input[0].text'],
    ['neither', { input: [{}] }, 400, 'missing_field', 'input[0].text'],
    ['too many texts', { input: Array(257).fill('a') }, 400, 'invalid_value', 'input'],
    [
      'too many tokens',
      { input: Array(40).fill('word '.repeat(450)), layers: [0], heads: [0] },
      413,
      'too_many_tokens',
      'input',
    ],
  ])('%s', async (_, body, status, code, param) => {
    const response = await api.post('/v1/attention', body, { accept: ndjson });
    const { error } = (await response.json()) as { error: { code: string; param: string } };
    expect([response.status, error.code, error.param]).toEqual([status, code, param]);
  });

  it('for a file whose head alone would take more room than there is: it would not help to try again', async () => {
    const families = [
      'query',
      'key',
      'value',
      'context',
      'attention_scores',
      'attentions',
      'attention_norms',
      'mixing',
    ];
    const more = ['attention_output', 'attention_block', 'token_mixing', 'intermediate', 'feed_forward_output'];
    const tensors = [...families, ...more].map((family) => `${family}.*`);
    const body = { input: Array(256).fill('a'), tensors };
    const response = await api.post('/v1/trace', { ...body, dtype: 'f16' }, { accept: safetensors });
    const { error } = (await response.json()) as { error: { code: string } };
    expect([response.status, error.code]).toEqual([413, 'tensor_too_large']);
    expect(response.headers.has('retry-after')).toBe(false);
  });

  it('in a form that no answer about many texts has', async () => {
    expect((await api.post('/v1/attention', { input: ['a'] }, { accept: 'application/x-npy' })).status).toBe(406);
    expect((await api.post('/v1/fill-mask', { input: ['[MASK]'] }, { accept: safetensors })).status).toBe(406);
  });
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
    await expect.poll(async () => JSON.stringify(await health()), { timeout: 10_000 }).toContain('"queue_length":0');
  });

  it('who takes nothing for a while holds up nobody, and gets the same', async () => {
    const ask = () => api.post('/v1/attention', { ...long, input: long.input.slice(0, 6) }, { accept: safetensors });
    const expected = new Uint8Array(await (await ask()).arrayBuffer());
    const slow = await ask();
    for (let other = 0; other < 3; other++) expect((await api.post('/v1/attention', { text: 'a' })).status).toBe(200);
    expect(Buffer.compare(new Uint8Array(await slow.arrayBuffer()), expected)).toBe(0);
  });
});
