import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inferenceErrorResponse, inferenceRequest } from '../../shared/api/dialects/hugging-face/contract.ts';
import * as tei from '../../shared/api/dialects/text-embeddings-inference/contract.ts';
import { type Api, startApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const compared = { source_sentence: 'hi', sentences: ['hi'] };
const routes = [
  ['/embed', tei.embedRequest, tei.teiErrorResponse, 'hi'],
  ['/embed_all', tei.embedAllRequest, tei.teiErrorResponse, 'hi'],
  ['/similarity', tei.similarityRequest, tei.teiErrorResponse, compared],
  ['/tokenize', tei.tokenizeRequest, tei.teiErrorResponse, 'hi'],
  ['/hf/bert-base-uncased', inferenceRequest, inferenceErrorResponse, 'hi [MASK]'],
  ['/hf/sentence-transformers/all-MiniLM-L6-v2', inferenceRequest, inferenceErrorResponse, 'hi'],
] as const;

async function expectAnswer(response: Response, shape: (typeof routes)[number][2]): Promise<void> {
  const body = await response.text();
  if (response.status >= 500) throw new Error(`expected no server error, found ${response.status}: ${body}`);
  if (response.ok) return void JSON.parse(body);
  shape.parse(JSON.parse(body));
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(1024);
}

const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .tuple(fc.constantFrom(0, '', 'a', null, []), fc.integer({ min: 2, max: 5000 }))
    .map(([item, n]) => Array(n).fill(item)),
  fc.record({ source_sentence: fc.jsonValue(), sentences: fc.jsonValue() }),
);
const settings = { numRuns: 40, seed: 20_261_129 };

it.each(routes)('%s answers fields of any type without a 5xx', async (path, schema, shape, inputs) => {
  const wrong = fc.dictionary(fc.constantFrom(...Object.keys(schema.shape), '__proto__', 'constructor'), odd, {
    maxKeys: 4,
  });
  await fc.assert(
    fc.asyncProperty(wrong, async (wrong) => expectAnswer(await api.post(path, { inputs, ...wrong }), shape)),
    settings,
  );
});

it.each(routes)('%s answers any JSON, and what is none, without a 5xx', async (path, _, shape) => {
  const bodies = fc.oneof(
    fc.json({ maxDepth: 6 }),
    fc.string(),
    fc.constantFrom('', 'null', '[]', '{"inputs":', '"\\ud800"'),
  );
  await fc.assert(
    fc.asyncProperty(bodies, async (body) => expectAnswer(await api.post(path, body), shape)),
    settings,
  );
});

it.each(routes)(
  '%s answers words and values of 100 kB without a 5xx, in few words',
  async (path, schema, shape) => {
    for (const unit of ['a', '\0', '\ud800', '[MASK]', '\u4e00']) {
      const value = unit.repeat(100_000 / unit.length);
      for (const field of [...Object.keys(schema.shape), value]) {
        for (const wrapped of [value, [value], { source_sentence: value, sentences: [value] }]) {
          await expectAnswer(await api.post(path, { inputs: 'hi', [field]: wrapped }), shape);
        }
      }
    }
  },
  120_000,
);
