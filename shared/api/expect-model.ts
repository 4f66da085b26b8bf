import { quoted } from '../model/quoted.ts';
import { ApiError } from './errors.ts';
import { type ModelId, modelIds, servedModels } from './served-models.ts';

/** The ids of the models at Hugging Face. */
export const huggingFaceIds: readonly string[] = modelIds.map((id) => servedModels[id].huggingFaceId);

/** The model with this id, which may be ours or Hugging Face's. @throws ApiError 404 listing the models there are. */
export function expectModel(id: string): ModelId {
  const known = modelIds.find((own) => own === id || servedModels[own].huggingFaceId === id);
  if (known !== undefined) return known;
  throw new ApiError('model_not_found', `model: expected one of ${modelIds.join(', ')}, found ${quoted(id)}.`, {
    param: 'model',
  });
}

/**
 * The model that a request's fields ask for: the one they name, else `absent`.
 * @throws ApiError 404 where there is no such model.
 */
export function modelAsked(fields: unknown, absent: ModelId): ModelId {
  const named = typeof fields === 'object' && fields !== null && 'model' in fields ? fields.model : undefined;
  return typeof named === 'string' ? expectModel(named) : absent;
}
