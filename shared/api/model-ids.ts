import { quoted } from '../model/quoted.ts';
import { ApiError } from './errors.ts';
import { bertBase, type ModelId, miniLm, modelIds } from './served-ids.ts';

export { bertBase, type ModelId, miniLm, modelIds };

/** The ids of the same models at Hugging Face. */
export const huggingFaceIds = {
  'google-bert/bert-base-uncased': bertBase,
  'sentence-transformers/all-MiniLM-L6-v2': miniLm,
} as const satisfies Record<string, ModelId>;

/** The model with this id, which may be ours or Hugging Face's. @throws ApiError 404 listing the models there are. */
export function expectModel(id: string): ModelId {
  const aliases: Readonly<Record<string, ModelId>> = huggingFaceIds;
  const known = Object.hasOwn(aliases, id) ? aliases[id] : modelIds.find((modelId) => modelId === id);
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
