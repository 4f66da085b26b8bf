import { bertBase } from '../../../shared/api/served-ids.ts';

/** The model that a tab can run. */
export const tabModelId = bertBase;
export const tabModelBase = `/models/${tabModelId}`;

/** What has to be fetched for it, weights and tokenizer, in bytes. */
export const tabModelBytes = 96_630_512;

/** The files of weights, of which all must be there. */
const weightFiles = 6;

/** Whether the weights are in this browser's Cache Storage, all of them. */
export async function areWeightsKept(): Promise<boolean> {
  const names = (await caches.keys()).filter((name) => name.startsWith(`${tabModelBase}/@`));
  const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return kept.some((files) => files.filter(({ url }) => url.endsWith('.safetensors')).length === weightFiles);
}

/** 97 MB: bytes as a reader counts them. */
export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
