import { bertBase } from '../../../shared/api/served-models.ts';

/** The one model that a tab can run. */
export const tabModelId = bertBase;
export const tabModelBase = `/models/${tabModelId}`;

/** Bytes of its weights and tokenizer. */
export const tabModelBytes = 97_095_148;

/** Number of weight files. */
const weightFiles = 7;

/** Whether all the weights are in this browser's Cache Storage. */
export async function areWeightsKept(): Promise<boolean> {
  const names = (await caches.keys()).filter((name) => name.startsWith(`${tabModelBase}/@`));
  const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return kept.some((files) => files.filter(({ url }) => url.endsWith('.safetensors')).length === weightFiles);
}

/** Decimal megabytes, as systems show the size of a download: 97 MB. */
export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
