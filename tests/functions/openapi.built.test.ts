import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { attentionRequest } from '../../shared/api/attention/contract.ts';
import { attentionResponse } from '../../shared/api/attention/response-contract.ts';
import { embeddingsRequest, embeddingsResponse } from '../../shared/api/embeddings/contract.ts';
import { fillMaskRequest, fillMaskResponse } from '../../shared/api/fill-mask/contract.ts';
import { npy, safetensors } from '../../shared/api/media-types.ts';
import { scoreAttributionRequest, scoreAttributionResponse } from '../../shared/api/score-attribution/contract.ts';
import { similarityRequest, similarityResponse } from '../../shared/api/similarity/contract.ts';
import { tokenizeRequest, tokenizeResponse } from '../../shared/api/tokenize/contract.ts';
import { traceRequest, traceResponse } from '../../shared/api/trace/contract.ts';
import { exampleRequests, fieldExamples, type Document as OpenApi } from '../../tools/examples/example-requests.ts';
import { shortened } from '../../tools/examples/shortened.ts';
import { type Api, sharedApi } from './api.ts';
import { differences } from './differences.ts';
import {
  answerFindings,
  answerTypesOf,
  contentFindings,
  findingsOf,
  operationsOf,
  schemasOf,
} from './openapi-rules.ts';

type Json = Record<string, unknown>;

interface OpenApiOperation {
  readonly responses: Readonly<
    Record<number, { readonly content: Readonly<Record<string, { readonly example: unknown }>> }>
  >;
}

let api: Api;
let document: Json;
beforeAll(async () => {
  api = await sharedApi();
  document = (await (await api.get('/openapi.json')).json()) as Json;
});
afterAll(() => api.stop());

const routes: [string, z.ZodType, z.ZodType][] = [
  ['/v1/attention', attentionRequest, attentionResponse],
  ['/v1/trace', traceRequest, traceResponse],
  ['/v1/score-attribution', scoreAttributionRequest, scoreAttributionResponse],
  ['/v1/fill-mask', fillMaskRequest, fillMaskResponse],
  ['/v1/embeddings', embeddingsRequest, embeddingsResponse],
  ['/v1/tokenize', tokenizeRequest, tokenizeResponse],
  ['/v1/similarity', similarityRequest, similarityResponse],
];

describe('/openapi.json', () => {
  it('has a description for every property, an example for every value, and errors for every operation', () => {
    expect(operationsOf(document).length).toBe(22);
    expect(schemasOf(document).length).toBeGreaterThan(150);
    expect(findingsOf(document)).toEqual([]);
  });

  it('is OpenAPI 3.1 to an independent validator', async () => {
    expect(await new Validator().validate(structuredClone(document))).toEqual({ valid: true });
  });

  it('has no default and no example that its own schema refuses', () => {
    expect(contentFindings(document)).toEqual([]);
  });

  it('requires of a request only what has no value of its own', () => {
    const { schemas } = document.components as { schemas: Record<string, { required?: string[] }> };
    const required = Object.entries(schemas).filter(([name]) => name.endsWith('Request'));
    expect(Object.fromEntries(required.map(([name, schema]) => [name, schema.required]))).toEqual({
      // A text or the ids of its tokens: which of them, no list of required fields can say.
      AttentionRequest: undefined,
      AttentionBatchRequest: ['input'],
      TraceRequest: ['tensors'],
      TraceBatchRequest: ['input', 'tensors'],
      ScoreAttributionRequest: ['layer', 'head', 'from', 'to'],
      FillMaskRequest: undefined,
      FillMaskBatchRequest: ['input'],
      SweepRequest: ['over'],
      TokenizeRequest: undefined,
      EmbeddingsRequest: ['input'],
      SimilarityRequest: undefined,
      TeiEmbedRequest: ['inputs'],
      TeiEmbedAllRequest: ['inputs'],
      TeiSimilarityRequest: ['inputs'],
      TeiTokenizeRequest: ['inputs'],
      InferenceRequest: ['inputs'],
    });
    expect(JSON.stringify(document)).not.toContain('"default":');
  });

  it('names no field that a generated Python class would take for its own', () => {
    const properties = schemasOf(document).flatMap(([, schema]) => Object.keys(schema.properties ?? {}));
    // Generators write a keyword such as `from` with an underscore; these are their own arguments.
    expect(properties.filter((name) => ['cls', 'self', 'd', 'src_dict'].includes(name))).toEqual([]);
  });

  it('is what the pages were built from', () => {
    expect(JSON.parse(readFileSync('build/openapi.json', 'utf8'))).toEqual(document);
  });

  it('names the binary media types of the routes that answer tensors, and of no other', () => {
    const binary = operationsOf(document)
      .map(([where, operation]) => [where, answerTypesOf(operation)] as const)
      .filter(([, types]) => types.includes(safetensors))
      .map(([where, types]) => [where, types.includes(npy)]);
    expect(binary).toEqual([
      ['POST /v1/embeddings', false],
      ['POST /embeddings', false],
      ['POST /v1/similarity', false],
      ['POST /v1/attention', true],
      ['GET /v1/attention', true],
      ['POST /v1/trace', true],
      ['POST /v1/score-attribution', false],
    ]);
  });
});

const isJson = ({ headers }: Response) => headers.get('content-type') === 'application/json';

/** Which kernels run depends on the processor: the example answers name those of the machine that wrote them. */
const ofTheProcessor = /^\$(?:\.data\[\d+\])?\.kernels\.(?:module|instructions)$/;

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

  it('of every operation are answered with what its example answer shows, numbers within 0.02', async () => {
    for (const { operationId, path, init } of exampleRequests(document as unknown as OpenApi)) {
      const [, operation] = operationsOf(document).find(([, candidate]) => candidate.operationId === operationId) ?? [];
      const answer = await fetch(new URL(path, api.url), init);
      const example = (operation as unknown as OpenApiOperation).responses[200].content['application/json'].example;
      const other = differences(shortened(operationId, await answer.json()), example);
      expect(
        other.filter((path) => !ofTheProcessor.test(path)),
        operationId,
      ).toEqual([]);
    }
  });

  it('succeed with each example of each field and parameter', async () => {
    const refused: string[] = [];
    for (const { operationId, path, init, field, example } of fieldExamples(document as unknown as OpenApi)) {
      const response = await fetch(new URL(path, api.url), init);
      const body = await response.text();
      const asked = `${operationId} ${field}=${JSON.stringify(example)}`;
      if (!response.ok) refused.push(`${asked}: ${body}`);
      else if (isJson(response)) refused.push(...answerFindings(document, operationId, JSON.parse(body)));
    }
    expect(refused).toEqual([]);
  });

  it.each([
    ['createTrace', '/v1/trace', { text: 'a', tensors: ['pooler_output'] }],
    ['createTrace', '/v1/trace', { input: [''], tensors: ['query.0'] }],
    ['createAttention', '/v1/attention', { input: ['', { input_ids: [] }] }],
    ['createFillMask', '/v1/fill-mask', { input: ['no blank'] }],
  ])('and others are answered as the schema of %s says: %s %j', async (operationId, path, body) => {
    const response = await api.post(path, body);
    expect([response.status, answerFindings(document, operationId, await response.json())]).toEqual([200, []]);
  });
});

describe('findingsOf', () => {
  const tagged = { description: 'A.', content: {}, headers: { etag: {} } };
  const broken = {
    paths: { '/a': { get: { operationId: 'a', responses: { 200: tagged } } } },
    components: { schemas: { A: { properties: { b: { type: 'integer', examples: ['three'] } } } } },
  };

  it('names what is missing and examples that are none', () => {
    expect(findingsOf(broken)).toEqual([
      'GET /a: no summary',
      'GET /a: no description',
      'GET /a: no tags',
      'GET /a: no 4xx response',
      'GET /a: no 500 response',
      'GET /a: an ETag and no 304',
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
