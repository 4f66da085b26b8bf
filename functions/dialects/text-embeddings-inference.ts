import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import {
  answerEmbed,
  answerEmbedAll,
  answerSimilarity,
  answerTokenize,
} from '../../shared/api/dialects/text-embeddings-inference/answer.ts';
import {
  embedAllRequest,
  embedAllResponse,
  embedRequest,
  embedResponse,
  type InfoResponse,
  infoResponse,
  similarityRequest,
  similarityResponse,
  tokenizeRequest,
  tokenizeResponse,
} from '../../shared/api/dialects/text-embeddings-inference/contract.ts';
import { limits } from '../../shared/api/limits.ts';
import { json } from '../../shared/api/media-types.ts';
import { type ModelId, miniLm, servedModels } from '../../shared/api/served-models.ts';
import { apiVersion } from '../../shared/api/version.ts';
import type { AppEnv } from '../env.ts';
import { cacheFor } from '../middleware/headers.ts';
import { toSibling } from '../middleware/to-sibling.ts';
import { respond } from '../respond.ts';
import { jsonAnswer, jsonBody, keptAnswer, notModified, tags } from '../route-contract.ts';
import { describeModel } from '../routes/models.ts';
import { dialectErrors } from './error-form.ts';

// The routes of Text Embeddings Inference over this API's models: see the contract for the source.

const model = miniLm;
const media = [json] as const;
const keptSeconds = 300;
const errors = dialectErrors('/embed');
const common = { method: 'post' as const, tags: [tags.dialects.name], middleware: toSibling(model) };
const question = 'What is Deep Learning?';

const embed = {
  path: '/embed',
  request: embedRequest,
  response: embedResponse,
  media,
  model,
  answer: answerEmbed,
} as const;
const embedRoute = createRoute({
  ...common,
  path: embed.path,
  operationId: 'teiEmbed',
  summary: 'Sentence vectors',
  description: 'The mean of the last hidden states, of length 1 unless `normalize` is false.',
  request: jsonBody(embedRequest, { inputs: [question], dimensions: 4 }),
  responses: { 200: jsonAnswer(embedResponse, 'One vector a text.', 'teiEmbed'), ...errors },
});

const embedAll = {
  ...embed,
  path: '/embed_all',
  request: embedAllRequest,
  response: embedAllResponse,
  answer: answerEmbedAll,
} as const;
const embedAllRoute = createRoute({
  ...common,
  path: embedAll.path,
  operationId: 'teiEmbedAll',
  summary: 'The vector of every token',
  description:
    'The last hidden states as they are, [CLS] and [SEP] included: at most 1,365 tokens of MiniLM, 682 of BERT-base.',
  request: jsonBody(embedAllRequest, { inputs: 'Hi' }),
  responses: { 200: jsonAnswer(embedAllResponse, 'A list of vectors for each text.', 'teiEmbedAll'), ...errors },
});

const similarity = {
  ...embed,
  path: '/similarity',
  request: similarityRequest,
  response: similarityResponse,
  answer: answerSimilarity,
} as const;
const similarityRoute = createRoute({
  ...common,
  path: similarity.path,
  operationId: 'teiSimilarity',
  summary: 'How like one sentence others are',
  description: 'Cosines of sentence vectors, in the order of the sentences.',
  request: jsonBody(similarityRequest, {
    inputs: { source_sentence: question, sentences: ['What is Machine Learning?', 'A cat sat.'] },
  }),
  responses: { 200: jsonAnswer(similarityResponse, 'One cosine a sentence.', 'teiSimilarity'), ...errors },
});

const tokenize = {
  ...embed,
  path: '/tokenize',
  request: tokenizeRequest,
  response: tokenizeResponse,
  answer: answerTokenize,
} as const;
const tokenizeRoute = createRoute({
  ...common,
  path: tokenize.path,
  operationId: 'teiTokenize',
  summary: 'The tokens of texts',
  description: 'With their places in bytes of UTF-8, as that server counts; `/v1/tokenize` counts in UTF-16 units.',
  request: jsonBody(tokenizeRequest, { inputs: 'Snowboarding is fun.' }),
  responses: { 200: jsonAnswer(tokenizeResponse, 'Tokens of each text.', 'teiTokenize'), ...errors },
});

const infoRoute = createRoute({
  method: 'get',
  path: '/info',
  operationId: 'teiInfo',
  tags: [tags.dialects.name],
  summary: 'What is served',
  description: 'The model of requests that name none, and its limits.',
  middleware: cacheFor(keptSeconds),
  responses: { 200: keptAnswer(infoResponse, 'The model.', 'teiInfo', keptSeconds), ...notModified, ...errors },
});

export const textEmbeddingsInference = new OpenAPIHono<AppEnv>()
  .openapi(embedRoute, (context) => respond(context, embed, context.req.valid('json')))
  .openapi(embedAllRoute, (context) => respond(context, embedAll, context.req.valid('json')))
  .openapi(similarityRoute, (context) => respond(context, similarity, context.req.valid('json')))
  .openapi(tokenizeRoute, (context) => respond(context, tokenize, context.req.valid('json')))
  .openapi(infoRoute, async (context) => {
    const { weights } = await describeModel(context, model);
    return context.json(infoOf(model, Object.keys(weights.formats)), 200);
  });

function infoOf(id: ModelId, formats: readonly string[]): InfoResponse {
  return {
    model_id: servedModels[id].huggingFaceId,
    model_sha: null,
    model_dtype: formats.find((format) => format.startsWith('int')) ?? 'float32',
    served_model_name: id,
    model_type: { embedding: { pooling: 'mean' } },
    max_concurrent_requests: limits.waitingRequests,
    max_input_length: limits.tokensPerText,
    max_batch_tokens: servedModels[id].tokensPerRequest,
    max_batch_requests: null,
    max_client_batch_size: limits.texts,
    auto_truncate: false,
    tokenization_workers: 1,
    version: apiVersion,
    sha: null,
    docker_label: null,
  };
}
