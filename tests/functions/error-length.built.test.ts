import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cut, quoted } from '../../shared/model/quoted.ts';
import { type Api, sharedApi } from './api.ts';
import { exchange, post } from './raw-request.ts';

let api: Api;
beforeAll(async () => {
  api = await sharedApi();
});
afterAll(() => api.stop());

/** One byte each, six where it is spelled as JSON, three bytes, and half of a pair. */
const units = ['a', '\0', '\u4e00', '\ud800'];
const routes: [path: string, fields: string[]][] = [
  [
    '/v1/attention',
    ['text', 'text_pair', 'model', 'layers', 'heads', 'reduce', 'words', 'dtype', 'metrics', 'truncate'],
  ],
  ['/v1/trace', ['text', 'tensors', 'model', 'head_mask', 'mask_tokens', 'compare', 'dtype']],
  ['/v1/score-attribution', ['text', 'model', 'layer', 'head', 'from', 'to']],
  ['/v1/fill-mask', ['text', 'targets', 'model', 'top_k', 'positions', 'hidden_states', 'head_mask']],
  ['/v1/tokenize', ['text', 'text_pair', 'model']],
  ['/v1/similarity', ['input', 'compare_with', 'pairs', 'tokens', 'pooling', 'layer', 'model']],
  [
    '/v1/embeddings',
    ['input', 'model', 'encoding_format', 'dimensions', 'pooling', 'layer', 'normalize', 'spans', 'user'],
  ],
];

function expectShort(body: string, status: number): void {
  if (status >= 400) expect(Buffer.byteLength(body)).toBeLessThanOrEqual(1024);
}

const long = (unit: string) => unit.repeat(Math.ceil(100_000 / unit.length));

it.each(routes)(
  '%s repeats at most 1 KiB of any field of 100 kB',
  async (path, fields) => {
    for (const unit of units) {
      const value = long(unit);
      for (const field of [...fields, value]) {
        for (const wrapped of [value, [value]]) {
          const body = { text: 'hi [MASK]', input: 'hi', tensors: ['query.0'], [field]: wrapped };
          const known = Object.entries(body).filter(([name]) => name === field || fields.includes(name));
          const response = await api.post(path, Object.fromEntries(known), { connection: 'close' });
          expectShort(await response.text(), response.status);
        }
      }
    }
  },
  120_000,
);

it('any route repeats at most 1 KiB of a query, a path or a header of 50 kB', async () => {
  const value = 'a'.repeat(50_000);
  const json = 'content-type: application/json';
  const length = 'content-length: 13';
  const heads = [
    `GET /v1/attention?text=hi&model=${value} HTTP/1.1\r\nhost: x\r\n\r\n`,
    `GET /v1/attention?text=hi&layers=${value} HTTP/1.1\r\nhost: x\r\n\r\n`,
    `GET /v1/attention?text=hi&${value}=1 HTTP/1.1\r\nhost: x\r\n\r\n`,
    `GET /v1/${value} HTTP/1.1\r\nhost: x\r\n\r\n`,
    `GET /v1/models/${value} HTTP/1.1\r\nhost: x\r\n\r\n`,
    `GET /podcast/${value}.mp3 HTTP/1.1\r\nhost: x\r\n\r\n`,
    `PUT /v1/models/${value} HTTP/1.1\r\nhost: x\r\n\r\n`,
    post('/v1/tokenize', [json, length, `accept: a/${value}`], '{"text":"hi"}'),
    post('/v1/tokenize', [`content-type: ${value}`, length], '{"text":"hi"}'),
    post('/v1/tokenize', [json, length, `content-encoding: ${value}`], '{"text":"hi"}'),
  ];
  for (const head of heads) {
    const { status, body } = await exchange(api.url, head);
    expect(status).toBeGreaterThanOrEqual(400);
    expectShort(body, status);
  }
});

it('head_mask of many lengths is refused in as few words', async () => {
  const head_mask = Array.from({ length: 600 }, (_, length) => Array(length).fill(1));
  const response = await api.post('/v1/trace', { text: 'hi', tensors: ['query.0'], head_mask });
  expect(response.status).toBe(400);
  expectShort(await response.text(), 400);
});

it('quoted keeps short values as they are, and is short and well formed for any', () => {
  expect(quoted('gpt-5')).toBe('"gpt-5"');
  expect(cut('a'.repeat(80))).toBe('a'.repeat(80));
  expect(cut('a'.repeat(81))).toBe(`${'a'.repeat(80)}…`);
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.jsonValue()), (value) => {
      expect(quoted(value).length).toBeLessThanOrEqual(2 * 81 + 2);
      expect(quoted(value).isWellFormed()).toBe(true);
    }),
  );
});
