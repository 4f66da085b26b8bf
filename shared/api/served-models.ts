/** Facts about a model that is served and that none of its files states. */
interface ServedModel {
  /** Its id at Hugging Face, under which requests may ask for it too. */
  readonly huggingFaceId: `${string}/${string}`;
  /** When it was published, in seconds since 1970. */
  readonly created: number;
  readonly ownedBy: string;
  readonly license: string;
  readonly description: string;
  /** Tokens of all texts of one request for sentence vectors. */
  readonly tokensPerRequest: number;
}

export const bertBase = 'bert-base-uncased';
export const miniLm = 'all-MiniLM-L6-v2';

/** The models that are served. They stand apart from `ApiError`, so that a page may name one without loading it. */
export const modelIds = [bertBase, miniLm] as const;
export type ModelId = (typeof modelIds)[number];

export const servedModels: Readonly<Record<ModelId, ServedModel>> = {
  [bertBase]: {
    huggingFaceId: 'google-bert/bert-base-uncased',
    created: 1_540_944_000,
    ownedBy: 'google',
    license: 'apache-2.0',
    description: 'BERT-base, uncased, with its masked-language-model head (Devlin et al., 2018).',
    tokensPerRequest: 16_384,
  },
  [miniLm]: {
    huggingFaceId: 'sentence-transformers/all-MiniLM-L6-v2',
    created: 1_630_281_600,
    ownedBy: 'sentence-transformers',
    license: 'apache-2.0',
    description: 'A six-layer BERT trained for sentence vectors: mean pooled, unit length.',
    tokensPerRequest: 65_536,
  },
};
