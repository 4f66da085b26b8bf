/** The models that are served; apart from the refusals of the API, so that a page may name one without them. */
export const bertBase = 'bert-base-uncased';
export const miniLm = 'all-MiniLM-L6-v2';

export const modelIds = [bertBase, miniLm] as const;
export type ModelId = (typeof modelIds)[number];
