import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { attentionRequest } from '../../shared/api/attention/contract.ts';
import { embeddingsRequest } from '../../shared/api/embeddings/contract.ts';
import { fillMaskRequest } from '../../shared/api/fill-mask/contract.ts';
import { scoreAttributionRequest } from '../../shared/api/score-attribution/contract.ts';
import { similarityRequest } from '../../shared/api/similarity/contract.ts';
import { tokenizeRequest } from '../../shared/api/tokenize/contract.ts';
import { traceRequest } from '../../shared/api/trace/contract.ts';
import { type Api, startApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
  await Promise.all(
    ['bert-base-uncased', 'all-MiniLM-L6-v2'].map((model) => api.post('/v1/tokenize', { text: 'hi', model })),
  );
});
afterAll(() => api.stop());

const requests = {
  '/v1/attention': attentionRequest,
  '/v1/trace': traceRequest,
  '/v1/score-attribution': scoreAttributionRequest,
  '/v1/fill-mask': fillMaskRequest,
  '/v1/tokenize': tokenizeRequest,
  '/v1/embeddings': embeddingsRequest,
  '/embeddings': embeddingsRequest,
  '/v1/similarity': similarityRequest,
};
const posts = Object.keys(requests) as (keyof typeof requests)[];

/** Characters of every plane, halves of surrogate pairs, controls, marks that combine, and the tokenizer's own words. */
const character = fc.oneof(
  fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
  fc.integer({ min: 0, max: 0x10ffff }).map((point) => String.fromCodePoint(point)),
  fc.constantFrom('\ud800', '\udfff', '\0', '\u200d', '\u0300', '\ufeff', '\u202e', '[MASK]', '[SEP]', '##a', ' '),
);
const text = fc.string({ unit: character, minLength: 1, maxLength: 40 });
const model = fc.constantFrom('bert-base-uncased', 'all-MiniLM-L6-v2');
/** Lists of hundreds and more, that say one thing again and again or count on. */
const longList = fc.oneof(
  fc
    .tuple(fc.constantFrom(0, 11, -1, '', 'query.0', '[MASK]', null, [], {}), fc.integer({ min: 2, max: 50_000 }))
    .map(([item, length]) => Array(length).fill(item)),
  fc.integer({ min: 2, max: 5000 }).map((length) => [...Array(length).keys()]),
  fc.array(fc.constantFrom(0, 1, 2), { minLength: 2, maxLength: 6 }),
);
const odd = fc.oneof(longList, text, fc.jsonValue({ maxDepth: 3 }), fc.integer(), fc.double(), fc.array(fc.integer()));

async function expectAnswer(response: Response): Promise<void> {
  const body = await response.text();
  if (response.status >= 500) throw new Error(`expected no server error, found ${response.status}: ${body}`);
  if (!response.ok) expect(JSON.parse(body)).toMatchObject({ error: { code: expect.any(String) } });
}

/** As many cases as fit the time, each of them small. */
function runs(numRuns: number): fc.Parameters<unknown> {
  return { numRuns, seed: 20_260_901 };
}

it.each(posts)('%s answers any text without a 5xx', async (path) => {
  await fc.assert(
    fc.asyncProperty(text, model, async (text, model) => {
      const body = { text, model, ...(path === '/v1/trace' && { tensors: ['query.0'] }) };
      await expectAnswer(
        await api.post(path, /embeddings|similarity/.test(path) ? { input: [text, text], model } : body),
      );
    }),
    runs(25),
  );
});

it.each(posts)('%s answers fields of any type without a 5xx', async (path) => {
  const names = Object.keys(requests[path].shape);
  const wrong = fc.dictionary(fc.constantFrom(...names, '__proto__', 'constructor'), odd, {
    maxKeys: 4,
  });
  await fc.assert(
    fc.asyncProperty(wrong, async (wrong) => {
      const base = { text: 'hi [MASK]', input: 'hi', tensors: ['query.0'] };
      const known = Object.fromEntries(
        Object.entries(base).filter(([name]) => name === 'text' || names.includes(name)),
      );
      await expectAnswer(await api.post(path, { ...known, ...wrong }));
    }),
    runs(40),
  );
});

it.each(posts)('%s answers any JSON value, and what is none, without a 5xx', async (path) => {
  const bodies = fc.oneof(fc.json({ maxDepth: 6 }), text, fc.constantFrom('', 'null', '[]', '{"text":', '"\\ud800"'));
  await fc.assert(
    fc.asyncProperty(bodies, async (body) => expectAnswer(await api.post(path, body))),
    runs(25),
  );
});

it.each(posts)('%s answers JSON nested 100,000 deep without a 5xx', async (path) => {
  for (const name of ['text', 'input', 'model', 'layers', 'tensors', 'unknown']) {
    const body = `{"text":"hi","${name}":${'['.repeat(1e5)}${']'.repeat(1e5)}}`;
    await expectAnswer(await api.post(path, body));
  }
  await expectAnswer(await api.post(path, `${'{"text":'.repeat(1e5)}1${'}'.repeat(1e5)}`));
});

it.each(posts)('%s answers words of 100 kB without a 5xx', async (path) => {
  for (const unit of ['a', '\u0300', '\u4e00', '\ud83d\ude00', '\ud800', '[MASK]', '\0', '.']) {
    const word = unit.repeat(Math.floor(1e5 / unit.length));
    const bodies: Record<string, object> = {
      '/v1/trace': { text: word, tensors: ['query.0'] },
      '/v1/score-attribution': { text: word, layer: 1, head: 0, from: 0, to: 1 },
      '/v1/embeddings': { input: word },
      '/embeddings': { input: word },
      '/v1/similarity': { input: word },
    };
    await expectAnswer(await api.post(path, bodies[path] ?? { text: word }));
  }
});

it('GET answers any query, path and Accept without a 5xx', async () => {
  const query = fc.webQueryParameters();
  const paths = fc.oneof(
    fc
      .tuple(text, query)
      .map(([text, rest]) => `/v1/attention?text=${encodeURIComponent(text.toWellFormed())}&${rest}`),
    fc
      .constantFrom('layers', 'heads', 'reduce', 'words', 'model')
      .map((name) => `/v1/attention?text=hi&${name}=%ff,-1`),
    fc.webPath().map((path) => `/v1/models${path}`),
    query.map((rest) => `/health?${rest}`),
    fc.constantFrom('/v1/models/%', '/v1/models/%c3', '/v1/%00', '/openapi.json?%', '/v1/models/..%2f..%2f'),
  );
  const accept = fc.stringMatching(/^[!-~]{0,30}$/);
  await fc.assert(
    fc.asyncProperty(paths, accept, async (path, accept) => expectAnswer(await api.get(path, { accept }))),
    runs(60),
  );
});
