import type { RowBits, WeightFormat } from '../../shared/weights/weight-format.ts';

/** Which format each kind of tensor of one model gets. Positions and token types are f16, vectors f32, everywhere. */
export interface ModelFormats {
  readonly wordEmbeddings: WeightFormat;
  /** What attention weights are made from: the maps to queries and keys. */
  readonly queryAndKey: WeightFormat;
  /** The other linear maps of the encoder. */
  readonly encoder: WeightFormat;
  /** The linear map of the masked-LM head. */
  readonly transform: WeightFormat;
  /** The map of `[CLS]`'s last vector, kept where it was trained with the model; null: left out. */
  readonly pooler: WeightFormat | null;
  /** Bits of the activations beside int8 weights. */
  readonly activations: RowBits;
}

/**
 * bert-base-uncased has to fit an isolate of 128 MB. Its linear maps get 6 bits, for which the kernel is the fast one, but
 * those to queries and keys 8: they are a sixth of the work, and with 6 bits cause a third of what attention weights
 * deviate. What is left of the memory pays for 8 bits in the word embeddings. all-MiniLM-L6-v2 is small enough for 8 bits
 * throughout. Its sentence vectors are as close to fp32 with activations of 14 bits as with 16, for which a kernel is faster;
 * BERT-base's queries and keys keep 16, since outliers of its residual stream share a scale with all other numbers.
 */
const modelFormats: Readonly<Record<string, ModelFormats>> = {
  'bert-base-uncased': {
    wordEmbeddings: 'int8',
    queryAndKey: 'int8',
    encoder: 'int6',
    transform: 'int8',
    pooler: 'int6',
    activations: 16,
  },
  'all-MiniLM-L6-v2': {
    wordEmbeddings: 'int8',
    queryAndKey: 'int8',
    encoder: 'int8',
    transform: 'int8',
    pooler: null,
    activations: 14,
  },
};

const otherFormats: ModelFormats = {
  wordEmbeddings: 'int6',
  queryAndKey: 'int8',
  encoder: 'int8',
  transform: 'int8',
  pooler: 'int6',
  activations: 16,
};

export function formatsOf(id: string): ModelFormats {
  return Object.hasOwn(modelFormats, id) ? modelFormats[id] : otherFormats;
}
