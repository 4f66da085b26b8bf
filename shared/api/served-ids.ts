/** The models that are served. They stand apart from `ApiError`, so that a page may name one without loading it. */
export const bertBase = 'bert-base-uncased';
export const miniLm = 'all-MiniLM-L6-v2';

export const modelIds = [bertBase, miniLm] as const;
export type ModelId = (typeof modelIds)[number];
