import type { ShardIndex } from '../../weights/weight-format.ts';
import { batchLimits, limits, rateLimit } from '../limits.ts';
import { type Route, routes } from '../routes.ts';
import { type ModelId, servedModels } from '../served-models.ts';
import type { ModelResponse } from './contract.ts';

/** Routes that read words, which needs the masked-word head. */
const readWords: readonly Route[] = [routes.fillMask, routes.sweep];

/** The bias over the vocabulary, which only that head has. */
const maskedWordHead = 'cls.predictions.bias';

/** Routes that a model with these weights answers, without /v1/, and the media types of their answers. */
export function servedRoutes({ tensors }: ShardIndex): Pick<ModelResponse, 'tasks' | 'formats'> {
  const all: readonly Route[] = Object.values(routes);
  const served = all.filter((route) => maskedWordHead in tensors || !readWords.includes(route));
  const named = served.map((route) => ({ ...route, task: route.path.replace('/v1/', '') }));
  return {
    tasks: named.map(({ task }) => task),
    formats: Object.fromEntries(
      named.map(({ task, media, many }) => [task, { one: [...media], ...(many && { many: [...many.media] }) }]),
    ),
  };
}

/** What one request to the model may ask for, and what one client may. */
export function servedLimits(id: ModelId): ModelResponse['limits'] {
  return {
    body_bytes: limits.bodyBytes,
    tokens_per_text: limits.tokensPerText,
    embeddings: { texts: limits.texts, tokens: servedModels[id].tokensPerRequest },
    batch: { texts: batchLimits.texts, tokens: batchLimits.tokens },
    tensor_bytes: limits.tensorBytes,
    json_tensor_bytes: limits.jsonTensorBytes,
    tensors: limits.tensors,
    interventions: limits.interventions,
    candidates: limits.candidates,
    predictions: limits.predictions,
    tokens_per_sweep: limits.tokensPerSweep,
    waiting_requests: limits.waitingRequests,
    waiting_requests_of_network: limits.waitingRequestsOfNetwork,
    rate: rateLimit,
  };
}
