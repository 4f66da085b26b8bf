import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { attentionRequest, attentionResponse } from '../../shared/api/attention.ts';
import { embeddingsRequest, embeddingsResponse } from '../../shared/api/embeddings.ts';
import { fillMaskRequest, fillMaskResponse } from '../../shared/api/fill-mask.ts';
import { npy, safetensors } from '../../shared/api/media-types.ts';
import { tokenizeRequest, tokenizeResponse } from '../../shared/api/tokenize.ts';
import { traceRequest, traceResponse } from '../../shared/api/trace.ts';
import { type Api, startApi } from './api.ts';
import { findingsOf, operationsOf, schemasOf } from './openapi-rules.ts';

type Json = Record<string, unknown>;

let api: Api;
let document: Json;
beforeAll(async () => {
  api = await startApi();
  document = (await (await api.get('/openapi.json')).json()) as Json;
});
afterAll(() => api.stop());

const routes: [string, z.ZodType, z.ZodType][] = [
  ['/v1/attention', attentionRequest, attentionResponse],
  ['/v1/trace', traceRequest, traceResponse],
  ['/v1/fill-mask', fillMaskRequest, fillMaskResponse],
  ['/v1/embeddings', embeddingsRequest, embeddingsResponse],
  ['/v1/tokenize', tokenizeRequest, tokenizeResponse],
];

describe('/openapi.json', () => {
  it('has a description for every property, an example for every value, and errors for every operation', () => {
    expect(operationsOf(document).length).toBe(10);
    expect(schemasOf(document).length).toBeGreaterThan(150);
    expect(findingsOf(document)).toEqual([]);
  });

  it('is what the pages were built from', () => {
    expect(JSON.parse(readFileSync('build/openapi.json', 'utf8'))).toEqual(document);
  });

  it('names the binary media types of the routes that answer tensors, and of no other', () => {
    const binary = operationsOf(document)
      .filter(([, operation]) => JSON.stringify(operation).includes(safetensors))
      .map(([where, operation]) => [where, JSON.stringify(operation).includes(npy)]);
    expect(binary).toEqual([
      ['POST /v1/attention', true],
      ['GET /v1/attention', true],
      ['POST /v1/trace', true],
    ]);
  });
});

describe('the example requests', () => {
  it.each(routes)('of %s are valid, and the answers are as described', async (path, request, response) => {
    const examples = (request.meta()?.examples ?? []) as unknown[];
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      request.parse(example);
      const answer = await api.post(path, example);
      expect(answer.status).toBe(200);
      response.parse(await answer.json());
    }
  });
});

describe('findingsOf', () => {
  const broken = {
    paths: { '/a': { get: { operationId: 'a', responses: { 200: { description: 'A.', content: {} } } } } },
    components: { schemas: { A: { properties: { b: { type: 'integer', examples: ['three'] } } } } },
  };

  it('names what is missing and examples that are none', () => {
    expect(findingsOf(broken)).toEqual([
      'GET /a: no summary',
      'GET /a: no description',
      'GET /a: no tags',
      'GET /a: no 4xx response',
      'GET /a: no 500 response',
      'A.b: no description',
      expect.stringMatching(/^A\.b example 0: /),
    ]);
  });
});

it('/v1/trace lists every tensor that the model has', async () => {
  const refused = await api.post('/v1/trace', { text: 'hi', tensors: ['nothing'] });
  const { error } = (await refused.json()) as { error: { message: string } };
  const families = [...error.message.matchAll(/[a-z_]+(?:\.[a-z_]+)?(?=\.\*|, | \()/g)].map(([name]) => name);
  const described = JSON.stringify(traceRequest.shape.tensors.meta());
  expect(families.length).toBeGreaterThan(15);
  for (const name of families) expect(described).toContain(`\`${name}\``);
});
