import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Word } from '../../shared/analysis/word-merging.ts';
import { readSafetensors } from '../../shared/tensors/safetensors.ts';
import type { Token } from '../../shared/tokenizer/token.ts';
import { tokenizer } from '../shared/tokenizer/tokenizer-files.ts';
import { type Api, sharedApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await sharedApi();
});
afterAll(() => api.stop());

interface Answer {
  readonly tokens: readonly Token[];
  readonly words?: readonly Word[];
  readonly truncated: boolean;
  readonly usage: { readonly prompt_tokens: number };
  readonly data: readonly { readonly truncated?: boolean }[];
  readonly error: { readonly message: string };
}

async function ask(path: string, body: object): Promise<Answer> {
  return (await (await api.post(path, body)).json()) as Answer;
}

const model = 'all-MiniLM-L6-v2';
const attention = { model, layers: [0], reduce: 'mean', truncate: true };

/** Texts whose 512th token lies within a character, or that split otherwise where they are cut. */
const long = {
  'Hangul, from the second syllable on': `a${' 한'.repeat(170)}`,
  'Hangul words': '한국어 문장 '.repeat(120),
  'marks on marks': 'a\u0301\u0323 \u0301 हिन्दी '.repeat(150),
  'Chinese without spaces': '東a京b'.repeat(200),
  'emoji families': '👩\u200d👩\u200d👧 ok '.repeat(300),
  '[MASK] and [SEP] run together': '[MASK][SEP]x'.repeat(250),
  'words of 101 letters': `${'x'.repeat(101)} y `.repeat(300),
  'halves of surrogate pairs': 'a\ud800 \udc00b '.repeat(300),
  'capitals that lower case makes longer': 'İİ '.repeat(600),
};

describe.each(Object.entries(long))('%s', (_, text) => {
  it('alone is read to its 512th token, which /v1/tokenize shows', async () => {
    const read = await ask('/v1/attention', { ...attention, text, words: true });
    expect([read.tokens.length, read.truncated, read.usage.prompt_tokens]).toEqual([512, true, 512]);
    expect(read.tokens.slice(0, -1)).toEqual(tokenizer.encode(text).slice(0, 511));
    expect(read.words?.map((word) => word.text)).toEqual(read.words?.map((word) => spelled(word, read.tokens, text)));
    const shown = await ask('/v1/tokenize', { model, text, truncate: true });
    expect([shown.tokens, shown.truncated, shown.usage.prompt_tokens]).toEqual([read.tokens, true, 512]);
  });

  it('in a pair leaves the short text whole', async () => {
    const read = await ask('/v1/attention', { ...attention, text: 'A short one.', text_pair: text });
    expect([read.tokens.length, read.truncated]).toEqual([512, true]);
    expect(read.tokens.filter(({ type }) => type === 0)).toEqual(tokenizer.encode('A short one.'));
  });
});

/** The stretch of the text, as it was sent, that a word's pieces cover. */
function spelled({ special, tokens: pieces, text: own }: Word, tokens: readonly Token[], text: string): string {
  return special ? own : text.slice(tokens[pieces[0]!]!.start, tokens[pieces.at(-1)!]!.end);
}

const hangul = long['Hangul, from the second syllable on'];

it('/v1/trace and /v1/fill-mask read 512 tokens too and say that they were cut', async () => {
  const traced = await ask('/v1/trace', { text: hangul, tensors: ['mixing.0'], truncate: true });
  expect([traced.tokens.length, traced.truncated]).toEqual([512, true]);
  const filled = await ask('/v1/fill-mask', { text: `[MASK] ${hangul}`, truncate: true });
  expect([filled.tokens.length, filled.truncated]).toEqual([512, true]);
});

it('/v1/embeddings says it of each text that was cut, and of no other', async () => {
  const { data, usage } = await ask('/v1/embeddings', {
    input: ['a', hangul, 'b', 'word '.repeat(511)],
    truncate: true,
  });
  expect(data.map((item) => item.truncated)).toEqual([undefined, true, undefined, true]);
  expect(data.map((item) => 'truncated' in item)).toEqual([false, true, false, true]);
  expect(usage.prompt_tokens).toBe(3 + 512 + 3 + 512);
});

it('an answer says that nothing was cut, whether it might have been or not', async () => {
  const text = 'Paris is the [MASK] of France.';
  const score = { layer: 1, head: 0, from: 1, to: 2 };
  const bodies = {
    attention: { layers: [0] },
    trace: { tensors: ['mixing.0'] },
    'score-attribution': score,
    'fill-mask': {},
    tokenize: {},
  };
  for (const [route, fields] of Object.entries(bodies)) {
    for (const asked of [{}, { truncate: false }, { truncate: true }]) {
      expect([route, (await ask(`/v1/${route}`, { text, ...fields, ...asked })).truncated]).toEqual([route, false]);
    }
  }
});

it("safetensors has it in the metadata, as JSON's true and false", async () => {
  for (const [text, truncated] of [
    [hangul, 'true'],
    ['a', 'false'],
  ]) {
    const accept = { accept: 'application/vnd.safetensors' };
    for (const [path, body] of [
      ['/v1/attention', attention],
      ['/v1/trace', { model, tensors: ['mixing.0'], truncate: true }],
    ] as const) {
      const response = await api.post(path, { ...body, text }, accept);
      expect(readSafetensors(new Uint8Array(await response.arrayBuffer())).metadata).toMatchObject({ truncated });
    }
  }
});

it('a text at the limit is whole, one token more is cut, or refused with how many there are', async () => {
  for (const [words, truncated] of [
    [510, false],
    [511, true],
  ] as const) {
    expect((await ask('/v1/attention', { ...attention, text: 'word '.repeat(words) })).truncated).toBe(truncated);
  }
  const refused = async (words: number) => {
    const body = { ...attention, text: 'word '.repeat(words), truncate: false };
    return (await ask('/v1/attention', body)).error.message;
  };
  expect(await refused(511)).toContain('expected at most 512 tokens, found 513.');
  expect(await refused(16_382)).toContain('expected at most 512 tokens, found 16384.');
  expect(await refused(16_383)).toContain('expected at most 512 tokens, found more than 16384.');
  expect(await refused(200_000)).toContain('expected at most 512 tokens, found more than 16384.');
});

it('/v1/tokenize shows what is read of a text that it would not list', async () => {
  const text = 'a '.repeat(16_383);
  expect((await ask('/v1/tokenize', { text })).error.message).toContain('"truncate": true');
  expect((await ask('/v1/tokenize', { text, truncate: true })).tokens).toHaveLength(512);
});

it('a blank text is read as [CLS] [SEP]', async () => {
  for (const text of ['   ', '\u0000', '\u200d', '\t\r\n', '\u0301']) {
    expect((await ask('/v1/tokenize', { text })).tokens.map((token) => token.text)).toEqual(['[CLS]', '[SEP]']);
    expect((await ask('/v1/attention', { model, text, layers: [0] })).tokens).toHaveLength(2);
  }
});
