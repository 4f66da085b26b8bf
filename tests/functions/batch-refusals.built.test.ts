import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ndjson, safetensors } from '../../shared/api/media-types.ts';
import { readSafetensors } from '../../shared/tensors/safetensors.ts';
import { type Api, sharedApi } from './api.ts';
import { type Source, textOf } from './batch-texts.ts';

let api: Api;

beforeAll(async () => {
  api = await sharedApi();
});

afterAll(() => api.stop());

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
