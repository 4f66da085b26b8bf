import { ApiError } from './errors.ts';
import { quoted } from './quoted.ts';

export const bertBase = 'bert-base-uncased';
export const miniLm = 'all-MiniLM-L6-v2';

export const modelIds = [bertBase, miniLm] as const;
export type ModelId = (typeof modelIds)[number];

/** @throws ApiError 404 listing the models there are. */
export function expectModel(id: string): ModelId {
  const known = modelIds.find((modelId) => modelId === id);
  if (known !== undefined) return known;
  throw new ApiError('model_not_found', `model: expected one of ${modelIds.join(', ')}, found ${quoted(id)}.`, {
    param: 'model',
  });
}
