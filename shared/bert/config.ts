/**
 * The geometry of a BERT, from Hugging Face's config.json.
 * https://huggingface.co/docs/transformers/model_doc/bert#transformers.BertConfig
 */
export interface BertConfig {
  readonly vocabSize: number;
  readonly hiddenSize: number;
  readonly numHiddenLayers: number;
  readonly numAttentionHeads: number;
  /** hiddenSize / numAttentionHeads */
  readonly headSize: number;
  readonly intermediateSize: number;
  readonly maxPositionEmbeddings: number;
  readonly typeVocabSize: number;
  readonly layerNormEps: number;
}

const sizes = {
  vocabSize: 'vocab_size',
  hiddenSize: 'hidden_size',
  numHiddenLayers: 'num_hidden_layers',
  numAttentionHeads: 'num_attention_heads',
  intermediateSize: 'intermediate_size',
  maxPositionEmbeddings: 'max_position_embeddings',
  typeVocabSize: 'type_vocab_size',
} as const;

/**
 * Reads config.json's content.
 * @throws Error naming the field when this is not a BERT with absolute positions and GELU.
 */
export function parseBertConfig(json: unknown): BertConfig {
  if (typeof json !== 'object' || json === null) throw new Error(`config.json: expected an object, found ${json}`);
  const fields = json as Record<string, unknown>;
  expectWord(fields, 'model_type', 'bert');
  expectWord(fields, 'hidden_act', 'gelu');
  expectWord(fields, 'position_embedding_type', 'absolute');
  const geometry = Object.fromEntries(
    Object.entries(sizes).map(([name, field]) => [name, positiveInteger(fields, field)]),
  ) as Record<keyof typeof sizes, number>;
  const { hiddenSize, numAttentionHeads } = geometry;
  if (hiddenSize % numAttentionHeads !== 0) {
    throw new Error(
      `config.json: expected hidden_size to be a multiple of num_attention_heads, found ${hiddenSize} and ${numAttentionHeads}`,
    );
  }
  return { ...geometry, headSize: hiddenSize / numAttentionHeads, layerNormEps: layerNormEps(fields) };
}

function expectWord(fields: Record<string, unknown>, field: string, expected: string): void {
  const found = fields[field] ?? expected;
  if (found !== expected || (field === 'model_type' && fields[field] === undefined)) {
    throw new Error(`config.json: expected ${field} "${expected}", found ${JSON.stringify(fields[field])}`);
  }
}

function positiveInteger(fields: Record<string, unknown>, field: string): number {
  const value = fields[field];
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  throw new Error(`config.json: expected ${field} to be a positive integer, found ${JSON.stringify(value)}`);
}

function layerNormEps(fields: Record<string, unknown>): number {
  const value = fields.layer_norm_eps ?? 1e-12;
  if (typeof value === 'number' && value > 0 && value < 1) return value;
  throw new Error(`config.json: expected layer_norm_eps between 0 and 1, found ${JSON.stringify(value)}`);
}
