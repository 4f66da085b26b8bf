import type { BertConfig } from './config.ts';
import type { FloatTensor } from './float-tensor.ts';
import type { Affine } from './linear.ts';

export interface EmbeddingWeights {
  /** [vocabSize, hiddenSize] */
  readonly word: FloatTensor;
  /** [maxPositionEmbeddings, hiddenSize] */
  readonly position: FloatTensor;
  /** [typeVocabSize, hiddenSize] */
  readonly tokenType: FloatTensor;
  readonly layerNorm: Affine;
}

/** Linear maps are {weight [outputs, inputs], bias [outputs]}, LayerNorms {weight, bias [hiddenSize]}. */
export interface LayerWeights {
  /** W_Q, W_K, W_V: hiddenSize -> hiddenSize, all heads in one. */
  readonly query: Affine;
  readonly key: Affine;
  readonly value: Affine;
  /** W_O: hiddenSize -> hiddenSize */
  readonly attentionOutput: Affine;
  readonly attentionLayerNorm: Affine;
  /** W_1: hiddenSize -> intermediateSize */
  readonly intermediate: Affine;
  /** W_2: intermediateSize -> hiddenSize */
  readonly output: Affine;
  readonly outputLayerNorm: Affine;
}

/** The decoder's matrix is not here: it is the word embeddings'. */
export interface MaskedLmWeights {
  /** hiddenSize -> hiddenSize */
  readonly transform: Affine;
  readonly layerNorm: Affine;
  /** [vocabSize] */
  readonly bias: FloatTensor;
}

export interface BertWeights {
  readonly embeddings: EmbeddingWeights;
  readonly layers: readonly LayerWeights[];
  /** Absent where the model was stored without its masked-LM head. */
  readonly maskedLm?: MaskedLmWeights;
  /** hiddenSize -> hiddenSize; absent where the model was stored without it. */
  readonly pooler?: Affine;
}

/** The tensor of this name, or undefined when the model has none. */
export type GetTensor = (name: string) => FloatTensor | undefined;

/**
 * Views of a model's tensors by their Hugging Face names, without the prefix `bert.`.
 *
 * The masked-LM head and the pooler are there when the first of their tensors is; then all of it must be.
 *
 * @throws Error naming the tensor that is missing or has another shape than the config asks for.
 */
export function bertWeights(config: BertConfig, get: GetTensor): BertWeights {
  const tensor = checked(get);
  return {
    embeddings: embeddingWeights(config, tensor),
    layers: Array.from({ length: config.numHiddenLayers }, (_, l) => layerWeights(config, tensor, l)),
    ...(get('cls.predictions.transform.dense.weight') && { maskedLm: maskedLmWeights(config, tensor) }),
    ...(get('pooler.dense.weight') && { pooler: dense(tensor, 'pooler.dense', config.hiddenSize, config.hiddenSize) }),
  };
}

type CheckedTensor = (name: string, ...shape: readonly number[]) => FloatTensor;

function checked(get: GetTensor): CheckedTensor {
  return (name, ...shape) => {
    const found = get(name);
    if (found === undefined) throw new Error(`weights: expected ${name} [${shape}], found no tensor of this name`);
    if (found.shape.join() !== shape.join() || found.data.length !== shape.reduce((a, b) => a * b)) {
      throw new Error(
        `weights: expected ${name} [${shape}], found [${found.shape}] with ${found.data.length} numbers; does config.json belong to these weights?`,
      );
    }
    return found;
  };
}

function embeddingWeights(config: BertConfig, tensor: CheckedTensor): EmbeddingWeights {
  const { vocabSize, maxPositionEmbeddings, typeVocabSize, hiddenSize } = config;
  return {
    word: tensor('embeddings.word_embeddings.weight', vocabSize, hiddenSize),
    position: tensor('embeddings.position_embeddings.weight', maxPositionEmbeddings, hiddenSize),
    tokenType: tensor('embeddings.token_type_embeddings.weight', typeVocabSize, hiddenSize),
    layerNorm: norm(tensor, 'embeddings.LayerNorm', hiddenSize),
  };
}

function layerWeights({ hiddenSize, intermediateSize }: BertConfig, tensor: CheckedTensor, l: number): LayerWeights {
  const name = `encoder.layer.${l}`;
  return {
    query: dense(tensor, `${name}.attention.self.query`, hiddenSize, hiddenSize),
    key: dense(tensor, `${name}.attention.self.key`, hiddenSize, hiddenSize),
    value: dense(tensor, `${name}.attention.self.value`, hiddenSize, hiddenSize),
    attentionOutput: dense(tensor, `${name}.attention.output.dense`, hiddenSize, hiddenSize),
    attentionLayerNorm: norm(tensor, `${name}.attention.output.LayerNorm`, hiddenSize),
    intermediate: dense(tensor, `${name}.intermediate.dense`, intermediateSize, hiddenSize),
    output: dense(tensor, `${name}.output.dense`, hiddenSize, intermediateSize),
    outputLayerNorm: norm(tensor, `${name}.output.LayerNorm`, hiddenSize),
  };
}

function maskedLmWeights({ vocabSize, hiddenSize }: BertConfig, tensor: CheckedTensor): MaskedLmWeights {
  return {
    transform: dense(tensor, 'cls.predictions.transform.dense', hiddenSize, hiddenSize),
    layerNorm: norm(tensor, 'cls.predictions.transform.LayerNorm', hiddenSize),
    bias: tensor('cls.predictions.bias', vocabSize),
  };
}

function dense(tensor: CheckedTensor, name: string, outputs: number, inputs: number): Affine {
  return { weight: tensor(`${name}.weight`, outputs, inputs), bias: tensor(`${name}.bias`, outputs) };
}

function norm(tensor: CheckedTensor, name: string, size: number): Affine {
  return { weight: tensor(`${name}.weight`, size), bias: tensor(`${name}.bias`, size) };
}
