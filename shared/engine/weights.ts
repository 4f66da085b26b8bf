import type { BertConfig } from '../bert/config.ts';
import { scaleName } from '../weights/stored-tensors.ts';
import { groupColumns, type ShardIndex, tileRows } from '../weights/weight-format.ts';
import type { MemoryPlan } from './memory-plan.ts';

/** A packed matrix in memory: `linear`'s arguments. */
export interface PackedMatrix {
  readonly bits: 8 | 6;
  readonly packed: number;
  readonly scales: number;
  readonly tiles: number;
  readonly groups: number;
}

export interface LinearWeights extends PackedMatrix {
  readonly bias: number;
}

export interface NormWeights {
  readonly gamma: number;
  readonly beta: number;
}

export interface LayerWeights {
  readonly query: LinearWeights;
  readonly key: LinearWeights;
  readonly value: LinearWeights;
  readonly attentionOutput: LinearWeights;
  readonly attentionNorm: NormWeights;
  readonly intermediate: LinearWeights;
  readonly feedForwardOutput: LinearWeights;
  readonly feedForwardNorm: NormWeights;
}

export interface EmbeddingWeights {
  readonly word: PackedMatrix;
  /** float16 [maxPositionEmbeddings, hiddenSize] */
  readonly position: number;
  /** float16 [typeVocabSize, hiddenSize] */
  readonly tokenType: number;
  readonly norm: NormWeights;
}

export interface MaskedLmWeights {
  readonly transform: LinearWeights;
  readonly norm: NormWeights;
  /** The word embeddings again, with the decoder's bias. */
  readonly decoder: LinearWeights;
}

export interface BertWeights {
  readonly embeddings: EmbeddingWeights;
  readonly layers: readonly LayerWeights[];
  /** null for a model that was converted without its masked-LM head. */
  readonly maskedLm: MaskedLmWeights | null;
  /** null for a model that was converted without it. */
  readonly pooler: LinearWeights | null;
}

/**
 * Views over the planned memory, in the names of Hugging Face's BERT.
 * @throws Error naming the tensor that is missing, or whose shape or format does not match the configuration.
 */
export function bertWeights(config: BertConfig, tensors: ShardIndex['tensors'], plan: MemoryPlan): BertWeights {
  const at = new Addresses(tensors, plan);
  const word = at.matrix('embeddings.word_embeddings.weight', config.vocabSize, config.hiddenSize);
  return {
    embeddings: {
      word,
      position: at.tensor(
        'embeddings.position_embeddings.weight',
        'f16',
        config.maxPositionEmbeddings,
        config.hiddenSize,
      ),
      tokenType: at.tensor('embeddings.token_type_embeddings.weight', 'f16', config.typeVocabSize, config.hiddenSize),
      norm: at.norm('embeddings.LayerNorm', config.hiddenSize),
    },
    layers: Array.from({ length: config.numHiddenLayers }, (_, layer) =>
      layerWeights(config, at, `encoder.layer.${layer}`),
    ),
    maskedLm: maskedLmWeights(config, at, word),
    pooler: at.has('pooler.dense.weight') ? at.linear('pooler.dense', config.hiddenSize, config.hiddenSize) : null,
  };
}

function layerWeights({ hiddenSize, intermediateSize }: BertConfig, at: Addresses, layer: string): LayerWeights {
  return {
    query: at.linear(`${layer}.attention.self.query`, hiddenSize, hiddenSize),
    key: at.linear(`${layer}.attention.self.key`, hiddenSize, hiddenSize),
    value: at.linear(`${layer}.attention.self.value`, hiddenSize, hiddenSize),
    attentionOutput: at.linear(`${layer}.attention.output.dense`, hiddenSize, hiddenSize),
    attentionNorm: at.norm(`${layer}.attention.output.LayerNorm`, hiddenSize),
    intermediate: at.linear(`${layer}.intermediate.dense`, intermediateSize, hiddenSize),
    feedForwardOutput: at.linear(`${layer}.output.dense`, hiddenSize, intermediateSize),
    feedForwardNorm: at.norm(`${layer}.output.LayerNorm`, hiddenSize),
  };
}

function maskedLmWeights(
  { hiddenSize, vocabSize }: BertConfig,
  at: Addresses,
  word: PackedMatrix,
): MaskedLmWeights | null {
  if (!at.has('cls.predictions.bias')) return null;
  return {
    transform: at.linear('cls.predictions.transform.dense', hiddenSize, hiddenSize),
    norm: at.norm('cls.predictions.transform.LayerNorm', hiddenSize),
    decoder: { ...word, bias: at.tensor('cls.predictions.bias', 'f32', vocabSize) },
  };
}

/** Looks tensors up by name and checks them on the way. */
class Addresses {
  readonly #tensors: ShardIndex['tensors'];
  readonly #plan: MemoryPlan;

  constructor(tensors: ShardIndex['tensors'], plan: MemoryPlan) {
    this.#tensors = tensors;
    this.#plan = plan;
  }

  has(name: string): boolean {
    return name in this.#tensors;
  }

  tensor(name: string, format: 'f32' | 'f16', ...shape: number[]): number {
    this.#expect(name, [format], shape);
    return this.#address(name);
  }

  matrix(name: string, rows: number, columns: number): PackedMatrix {
    const format = this.#expect(name, ['int8', 'int6'], [rows, columns]);
    return {
      bits: format === 'int8' ? 8 : 6,
      packed: this.#address(name),
      scales: this.#address(scaleName(name)),
      tiles: Math.ceil(rows / tileRows),
      groups: columns / groupColumns,
    };
  }

  linear(name: string, rows: number, columns: number): LinearWeights {
    return { ...this.matrix(`${name}.weight`, rows, columns), bias: this.tensor(`${name}.bias`, 'f32', rows) };
  }

  norm(name: string, size: number): NormWeights {
    return { gamma: this.tensor(`${name}.weight`, 'f32', size), beta: this.tensor(`${name}.bias`, 'f32', size) };
  }

  #address(name: string): number {
    return (this.#plan.weights.get(name) ?? this.#plan.weights.get(`${name}#0`))!.address;
  }

  #expect(name: string, formats: readonly string[], shape: readonly number[]): string {
    const entry = this.#tensors[name];
    const expected = `expected ${formats.join(' or ')} [${shape}]`;
    if (!entry) throw new Error(`model.safetensors.index.json: ${name}: ${expected}, found nothing`);
    if (!formats.includes(entry.format) || String(entry.shape) !== String(shape)) {
      throw new Error(`model.safetensors.index.json: ${name}: ${expected}, found ${entry.format} [${entry.shape}]`);
    }
    return entry.format;
  }
}
