import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { createClient } from '@hey-api/openapi-ts';
import { build } from 'esbuild';
import openapiTS, { astToString } from 'openapi-typescript';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Api, sharedApi } from './api.ts';
import { faultsOf } from './faults-of.ts';

const folder = resolve('build/clients');
const document = resolve('build/openapi.json');

let api: Api;
beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  api = await sharedApi();
});
afterAll(() => api.stop());

/** Compiles the program strictly, runs it against the API and gives what it prints as JSON. */
async function run(name: string, program: string): Promise<unknown> {
  const file = `${folder}/${name}.ts`;
  writeFileSync(file, program);
  expect(faultsOf(file)).toEqual([]);
  const bundle = `${folder}/${name}.mjs`;
  await build({ entryPoints: [file], bundle: true, platform: 'node', format: 'esm', outfile: bundle });
  const { stdout } = await promisify(execFile)(process.execPath, [bundle, api.url.origin]);
  return JSON.parse(stdout);
}

/** What both programs print: the weight of "it" on "cat", a query, a word, a vector's length, tokens, models. */
const expected = {
  weight: expect.closeTo(0.84, 1),
  byLayer: expect.any(Number),
  byLink: expect.any(Number),
  query: [12, 6, 64],
  word: 'capital',
  size: 384,
  batch: [[8, 2], 'empty_text'],
  tokens: 6,
  models: 2,
  model: 'bert-base-uncased',
  health: 'ok',
};

/**
 * The end of both programs: reads the answers, which each asked for by its own client under the same names, in the types
 * that the client gives them.
 */
const reading = `if (byHead.object !== 'attention' || byHead.reduce !== 'none') throw new Error('expected every head on its own');
if (mean.object !== 'attention' || mean.reduce !== 'mean') throw new Error('expected one matrix a layer');
if (link.object !== 'attention' || link.reduce !== 'none') throw new Error('expected every head on its own');
if (trace.object !== 'trace' || fill.object !== 'fill_mask') throw new Error('expected answers about one text');
if (batch.object !== 'list') throw new Error('expected answers about many texts');
const [first, second] = batch.data;
if (!first || !('indices' in first) || !second || !('error' in second)) throw new Error('expected an answer and an error');
const entropy: number | undefined = mean.metrics?.entropy?.[0]?.[10];
if (entropy === undefined) throw new Error('expected metrics');
const query = trace.tensors['query.3']!.data as number[][][];
console.log(JSON.stringify({
  weight: byHead.attentions[0]![0]![8]![2]! + 0,
  byLayer: mean.attentions[0]![8]![2]! + 0,
  byLink: link.attentions[1]![0]![8]![2]! + 0,
  query: [query.length, query[0]!.length, query[0]![0]!.length],
  word: fill.masks[0]!.candidates[0]!.token,
  size: Math.min(embeddings.data[1]!.embedding.length, alias.data[0]!.embedding.length),
  batch: [[(first.indices as number[][][])[0]!.length, first.shape[2]!], second.error.code],
  tokens: tokens.tokens.length,
  models: models.data.length,
  model: model.id,
  health: health.status,
}));
`;

it('a client of openapi-typescript and openapi-fetch compiles and calls every route', async () => {
  writeFileSync(`${folder}/paths.ts`, astToString(await openapiTS(JSON.parse(readFileSync(document, 'utf8')))));
  const printed = await run(
    'with-openapi-fetch',
    `
import createClient from 'openapi-fetch';
import type { paths } from './paths.ts';

const client = createClient<paths, 'application/json'>({ baseUrl: process.argv[2] });

function expectData<T>({ data, error }: { data?: T; error?: unknown }): T {
  if (data === undefined) throw new Error(JSON.stringify(error));
  return data;
}

const text = 'The cat sat on the mat because it was tired.';
const byHead = expectData(await client.POST('/v1/attention', { body: { text, layers: [8], heads: [10] } }));
const mean = expectData(await client.POST('/v1/attention', { body: { text, layers: [8], reduce: 'mean', metrics: true } }));
const link = expectData(await client.GET('/v1/attention', { params: { query: { text, layers: [8, 3], heads: [10], words: true } } }));
const batch = expectData(await client.POST('/v1/attention', { body: { input: ['The cat sat on it.', ''], pairs: [[8, 10]], top_k: 2 } }));
const trace = expectData(await client.POST('/v1/trace', { body: { text: 'The cat sat.', tensors: ['query.3'] } }));
const fill = expectData(await client.POST('/v1/fill-mask', { body: { text: 'Paris is the [MASK] of France.' } }));
const embeddings = expectData(await client.POST('/v1/embeddings', { body: { input: ['one', 'two'] } }));
const alias = expectData(await client.POST('/embeddings', { body: { input: 'one' } }));
const tokens = expectData(await client.POST('/v1/tokenize', { body: { text: 'The cat sat.' } }));
const models = expectData(await client.GET('/v1/models'));
const model = expectData(await client.GET('/v1/models/{id}', { params: { path: { id: 'google-bert/bert-base-uncased' } } }));
const health = expectData(await client.GET('/health'));
${reading}`,
  );
  expect(printed).toEqual(expected);
});

it('a client of @hey-api/openapi-ts compiles and calls every route', async () => {
  const plugins = ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'] as const;
  await createClient({
    input: document,
    output: { path: `${folder}/sdk` },
    plugins: [...plugins],
    logs: { level: 'silent' },
  });
  const printed = await run(
    'with-hey-api',
    `
import { client } from './sdk/client.gen';
import * as sdk from './sdk';

client.setConfig({ baseUrl: process.argv[2], throwOnError: true });
const throwOnError = true;

const text = 'The cat sat on the mat because it was tired.';
const { data: byHead } = await sdk.createAttention({ throwOnError, body: { text, layers: [8], heads: [10] } });
const { data: mean } = await sdk.createAttention({ throwOnError, body: { text, layers: [8], reduce: 'mean', metrics: true } });
const { data: link } = await sdk.getAttention({ throwOnError, query: { text, layers: [8, 3], heads: [10], words: true } });
const { data: batch } = await sdk.createAttention({ throwOnError, body: { input: ['The cat sat on it.', ''], pairs: [[8, 10]], top_k: 2 } });
const { data: trace } = await sdk.createTrace({ throwOnError, body: { text: 'The cat sat.', tensors: ['query.3'] } });
const { data: fill } = await sdk.createFillMask({ throwOnError, body: { text: 'Paris is the [MASK] of France.' } });
const { data: embeddings } = await sdk.createEmbeddings({ throwOnError, body: { input: ['one', 'two'] } });
const { data: alias } = await sdk.createEmbeddingsAlias({ throwOnError, body: { input: 'one' } });
const { data: tokens } = await sdk.createTokens({ throwOnError, body: { text: 'The cat sat.' } });
const { data: models } = await sdk.listModels({ throwOnError });
const { data: model } = await sdk.getModel({ throwOnError, path: { id: 'google-bert/bert-base-uncased' } });
const { data: health } = await sdk.getHealth({ throwOnError });
${reading}`,
  );
  expect(printed).toEqual(expected);
});
