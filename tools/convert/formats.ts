import type { WeightFormat } from '../../shared/tensors/weight-format.ts';

/** Which format each kind of tensor of one model gets. Positions and token types are f16, vectors f32, everywhere. */
export interface ModelFormats {
  readonly wordEmbeddings: WeightFormat;
  /** The linear maps of encoder layer `layer`. */
  readonly layer: (layer: number) => WeightFormat;
  /** The linear map of the masked-LM head. */
  readonly transform: WeightFormat;
}

/**
 * bert-base-uncased has to fit an isolate of 128 MB. Its linear maps get 6 bits, for which the kernel is the fast one:
 * rounded with error feedback they stay as close as with 8 bits in the early layers and plain rounding. What that saves
 * pays for 8 bits in the word embeddings. all-MiniLM-L6-v2 is small enough for 8 bits throughout.
 */
const modelFormats: Readonly<Record<string, ModelFormats>> = {
  'bert-base-uncased': { wordEmbeddings: 'int8', layer: () => 'int6', transform: 'int8' },
  'all-MiniLM-L6-v2': { wordEmbeddings: 'int8', layer: () => 'int8', transform: 'int8' },
};

const otherFormats: ModelFormats = { wordEmbeddings: 'int6', layer: () => 'int8', transform: 'int8' };

export function formatsOf(id: string): ModelFormats {
  return Object.hasOwn(modelFormats, id) ? modelFormats[id] : otherFormats;
}
