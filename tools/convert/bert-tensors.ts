import type { BertConfig } from '../../shared/bert/config.ts';
import type { ModelHeads } from '../../shared/engine/outputs.ts';
import type { TensorEntry, WeightFormat } from '../../shared/weights/weight-format.ts';
import type { ModelFormats } from './formats.ts';

/** A tensor that the converted model has, under Hugging Face's name without the `bert.` prefix. */
export interface BertTensor extends TensorEntry {
  readonly name: string;
}

/** The linear kernel reads groups of 64 input channels. */
const channelMultiple = 64;
/** Attention reads eight numbers of a head at a time. */
const headMultiple = 8;

/** @throws Error naming the size that the engine cannot run. */
export function checkGeometry(config: BertConfig): void {
  checkMultiple('hidden_size', config.hiddenSize, channelMultiple, 'weights are quantized in groups of 64 inputs');
  checkMultiple(
    'intermediate_size',
    config.intermediateSize,
    channelMultiple,
    'weights are quantized in groups of 64 inputs',
  );
  const headSize = 'hidden_size / num_attention_heads';
  checkMultiple(headSize, config.headSize, headMultiple, 'attention reads 8 numbers at a time');
}

function checkMultiple(field: string, found: number, multiple: number, reason: string): void {
  if (found % multiple === 0) return;
  throw new Error(`config.json: expected ${field} to be a multiple of ${multiple} (${reason}), found ${found}`);
}

/** Every tensor in the order of the forward pass, so that a stream fills memory as the model will use it. */
export function bertTensors(config: BertConfig, formats: ModelFormats, has: ModelHeads): BertTensor[] {
  const layers = Array.from({ length: config.numHiddenLayers }, (_, layer) => layerTensors(config, formats, layer));
  const maskedLm = has.maskedLm ? headTensors(config, formats) : [];
  const pooler = has.pooler ? poolerTensors(config, formats) : [];
  return [...embeddingTensors(config, formats), ...layers.flat(), ...maskedLm, ...pooler];
}

function embeddingTensors(config: BertConfig, { wordEmbeddings }: ModelFormats): BertTensor[] {
  const { vocabSize, maxPositionEmbeddings, typeVocabSize, hiddenSize } = config;
  return [
    { name: 'embeddings.word_embeddings.weight', format: wordEmbeddings, shape: [vocabSize, hiddenSize] },
    { name: 'embeddings.position_embeddings.weight', format: 'f16', shape: [maxPositionEmbeddings, hiddenSize] },
    { name: 'embeddings.token_type_embeddings.weight', format: 'f16', shape: [typeVocabSize, hiddenSize] },
    ...layerNorm('embeddings.LayerNorm', hiddenSize),
  ];
}

function layerTensors(
  { hiddenSize, intermediateSize }: BertConfig,
  { queryAndKey, encoder }: ModelFormats,
  layer: number,
): BertTensor[] {
  const prefix = `encoder.layer.${layer}`;
  return [
    ...linear(`${prefix}.attention.self.query`, queryAndKey, hiddenSize, hiddenSize),
    ...linear(`${prefix}.attention.self.key`, queryAndKey, hiddenSize, hiddenSize),
    ...linear(`${prefix}.attention.self.value`, encoder, hiddenSize, hiddenSize),
    ...linear(`${prefix}.attention.output.dense`, encoder, hiddenSize, hiddenSize),
    ...layerNorm(`${prefix}.attention.output.LayerNorm`, hiddenSize),
    ...linear(`${prefix}.intermediate.dense`, encoder, intermediateSize, hiddenSize),
    ...linear(`${prefix}.output.dense`, encoder, hiddenSize, intermediateSize),
    ...layerNorm(`${prefix}.output.LayerNorm`, hiddenSize),
  ];
}

/** The decoder is the word-embedding table again, so only its bias is stored. */
function headTensors({ hiddenSize, vocabSize }: BertConfig, { transform }: ModelFormats): BertTensor[] {
  return [
    ...linear('cls.predictions.transform.dense', transform, hiddenSize, hiddenSize),
    ...layerNorm('cls.predictions.transform.LayerNorm', hiddenSize),
    { name: 'cls.predictions.bias', format: 'f32', shape: [vocabSize] },
  ];
}

/** None where a model's is of no use. */
function poolerTensors({ hiddenSize }: BertConfig, { pooler }: ModelFormats): BertTensor[] {
  return pooler ? linear('pooler.dense', pooler, hiddenSize, hiddenSize) : [];
}

function linear(name: string, format: WeightFormat, outputs: number, inputs: number): BertTensor[] {
  return [
    { name: `${name}.weight`, format, shape: [outputs, inputs] },
    { name: `${name}.bias`, format: 'f32', shape: [outputs] },
  ];
}

function layerNorm(name: string, size: number): BertTensor[] {
  return [
    { name: `${name}.weight`, format: 'f32', shape: [size] },
    { name: `${name}.bias`, format: 'f32', shape: [size] },
  ];
}
