import type { BertConfig } from '../../../shared/bert/config.ts';
import { elementType, GraphBuilder, type OnnxGraph, value } from './graph.ts';

/** Reads one fp32 tensor of the checkpoint, Hugging Face's name without `bert.`. */
export type ReadWeight = (name: string, shape: readonly number[]) => Float32Array;

export interface BertGraphOptions {
  readonly config: BertConfig;
  readonly read: ReadWeight;
  /** Outputs `attentions.{l}` besides `last_hidden_state`. */
  readonly attentions: readonly number[];
}

/**
 * BertModel in the operators of opset 11, as PyTorch's exporter writes it: LayerNorm and GELU in their primitive
 * operators, which ONNX Runtime fuses again, linear layers as MatMul and Add. Only the reshapes differ: their sizes are
 * constants here instead of being computed, which spares the runtime some work.
 */
export function bertGraph({ config, read, attentions }: BertGraphOptions): OnnxGraph {
  const graph = new GraphBuilder();
  const bert = new BertGraph(graph, config, read);
  const mask = bert.extendedMask();
  let hidden = bert.embeddings();
  for (let layer = 0; layer < config.numHiddenLayers; layer++) hidden = bert.layer(hidden, mask, layer);
  graph.node('Identity', [hidden], 'last_hidden_state');
  const perToken = ['batch', 'sequence'];
  return {
    name: 'bert',
    node: graph.nodes,
    initializer: graph.initializers,
    input: ['input_ids', 'attention_mask', 'token_type_ids'].map((name) => value(name, elementType.int64, perToken)),
    output: [
      value('last_hidden_state', elementType.float, [...perToken, config.hiddenSize]),
      ...attentions.map((layer) =>
        value(`attentions.${layer}`, elementType.float, ['batch', config.numAttentionHeads, 'sequence', 'sequence']),
      ),
    ],
  };
}

class BertGraph {
  readonly #graph: GraphBuilder;
  readonly #config: BertConfig;
  readonly #read: ReadWeight;

  constructor(graph: GraphBuilder, config: BertConfig, read: ReadWeight) {
    this.#graph = graph;
    this.#config = config;
    this.#read = read;
    graph.scalar('one', 1);
    graph.scalar('two', 2);
    graph.scalar('half', 0.5);
    graph.scalar('sqrt_two', Math.SQRT2);
    graph.scalar('epsilon', config.layerNormEps);
    graph.scalar('lowest', -3.4028234663852886e38);
    graph.scalar('sqrt_head_size', Math.sqrt(config.headSize));
    graph.integers('head_shape', [0, 0, config.numAttentionHeads, config.headSize]);
    graph.integers('hidden_shape', [0, 0, config.hiddenSize]);
  }

  /** (1 - attention_mask) * lowest, [batch, 1, 1, sequence] */
  extendedMask(): string {
    const graph = this.#graph;
    graph.node('Unsqueeze', ['attention_mask'], 'mask/expanded', { axes: [1, 2] });
    graph.node('Cast', ['mask/expanded'], 'mask/float', { to: elementType.float });
    graph.node('Sub', ['one', 'mask/float'], 'mask/padding');
    return graph.node('Mul', ['mask/padding', 'lowest'], 'mask/extended');
  }

  embeddings(): string {
    const graph = this.#graph;
    const { vocabSize, typeVocabSize, maxPositionEmbeddings } = this.#config;
    const word = this.#lookUp('word', vocabSize, 'input_ids');
    const type = this.#lookUp('token_type', typeVocabSize, 'token_type_ids');
    const position = this.#lookUp('position', maxPositionEmbeddings, this.#positionIds());
    graph.node('Add', [word, type], 'embeddings/word_type');
    graph.node('Add', ['embeddings/word_type', position], 'embeddings/sum');
    return this.#layerNorm('embeddings.LayerNorm', 'embeddings/sum');
  }

  layer(hidden: string, mask: string, layer: number): string {
    const prefix = `encoder.layer.${layer}`;
    const { hiddenSize, intermediateSize } = this.#config;
    const context = this.#selfAttention(hidden, mask, layer);
    const attention = this.#linear(`${prefix}.attention.output.dense`, context, hiddenSize, hiddenSize);
    const block = this.#residual(`${prefix}.attention.output.LayerNorm`, attention, hidden);
    const intermediate = this.#linear(`${prefix}.intermediate.dense`, block, hiddenSize, intermediateSize);
    const output = this.#linear(`${prefix}.output.dense`, this.#gelu(intermediate), intermediateSize, hiddenSize);
    return this.#residual(`${prefix}.output.LayerNorm`, output, block);
  }

  #selfAttention(hidden: string, mask: string, layer: number): string {
    const graph = this.#graph;
    const prefix = `encoder.layer.${layer}.attention.self`;
    const query = this.#heads(`${prefix}.query`, hidden, [0, 2, 1, 3]);
    const key = this.#heads(`${prefix}.key`, hidden, [0, 2, 3, 1]);
    const heads = this.#heads(`${prefix}.value`, hidden, [0, 2, 1, 3]);
    graph.node('MatMul', [query, key], `${prefix}/products`);
    graph.node('Div', [`${prefix}/products`, 'sqrt_head_size'], `${prefix}/scores`);
    graph.node('Add', [`${prefix}/scores`, mask], `${prefix}/masked`);
    graph.node('Softmax', [`${prefix}/masked`], `attentions.${layer}`, { axis: 3 });
    graph.node('MatMul', [`attentions.${layer}`, heads], `${prefix}/context_heads`);
    graph.node('Transpose', [`${prefix}/context_heads`], `${prefix}/context_rows`, { perm: [0, 2, 1, 3] });
    return graph.node('Reshape', [`${prefix}/context_rows`, 'hidden_shape'], `${prefix}/context`);
  }

  #heads(name: string, hidden: string, perm: number[]): string {
    const { hiddenSize } = this.#config;
    const projected = this.#linear(name, hidden, hiddenSize, hiddenSize);
    this.#graph.node('Reshape', [projected, 'head_shape'], `${name}/split`);
    return this.#graph.node('Transpose', [`${name}/split`], `${name}/heads`, { perm });
  }

  /** 0, 1, 2, ... for as many tokens as there are: a slice of a constant. */
  #positionIds(): string {
    const graph = this.#graph;
    const all = Array.from({ length: this.#config.maxPositionEmbeddings }, (_, position) => position);
    graph.weight('position_ids', [1, all.length], BigInt64Array.from(all, BigInt));
    graph.node('Shape', ['input_ids'], 'positions/shape');
    graph.node('Slice', ['positions/shape', graph.integers('at_1', [1]), graph.integers('at_2', [2])], 'positions/end');
    const from = graph.integers('at_0', [0]);
    return graph.node('Slice', ['position_ids', from, 'positions/end', 'at_1'], 'positions/ids');
  }

  #lookUp(name: string, rows: number, ids: string): string {
    const weight = `embeddings.${name}_embeddings.weight`;
    const shape = [rows, this.#config.hiddenSize];
    this.#graph.weight(weight, shape, this.#read(weight, shape));
    return this.#graph.node('Gather', [weight, ids], `embeddings/${name}`, { axis: 0 });
  }

  #linear(name: string, input: string, inputs: number, outputs: number): string {
    const weights = transposed(this.#read(`${name}.weight`, [outputs, inputs]), outputs, inputs);
    this.#graph.weight(`${name}.weight`, [inputs, outputs], weights);
    this.#vector(`${name}.bias`, outputs);
    this.#graph.node('MatMul', [input, `${name}.weight`], `${name}/product`);
    return this.#graph.node('Add', [`${name}.bias`, `${name}/product`], `${name}/output`);
  }

  #residual(name: string, output: string, input: string): string {
    return this.#layerNorm(name, this.#graph.node('Add', [output, input], `${name}/sum`));
  }

  #layerNorm(name: string, input: string): string {
    const graph = this.#graph;
    this.#vector(`${name}.weight`, this.#config.hiddenSize);
    this.#vector(`${name}.bias`, this.#config.hiddenSize);
    graph.node('ReduceMean', [input], `${name}/mean`, { axes: [-1] });
    graph.node('Sub', [input, `${name}/mean`], `${name}/centred`);
    graph.node('Pow', [`${name}/centred`, 'two'], `${name}/squares`);
    graph.node('ReduceMean', [`${name}/squares`], `${name}/variance`, { axes: [-1] });
    graph.node('Add', [`${name}/variance`, 'epsilon'], `${name}/positive`);
    graph.node('Sqrt', [`${name}/positive`], `${name}/deviation`);
    graph.node('Div', [`${name}/centred`, `${name}/deviation`], `${name}/unit`);
    graph.node('Mul', [`${name}/unit`, `${name}.weight`], `${name}/scaled`);
    return graph.node('Add', [`${name}/scaled`, `${name}.bias`], `${name}/output`);
  }

  /** x (1 + erf(x / sqrt 2)) / 2 */
  #gelu(input: string): string {
    const graph = this.#graph;
    graph.node('Div', [input, 'sqrt_two'], `${input}/scaled`);
    graph.node('Erf', [`${input}/scaled`], `${input}/erf`);
    graph.node('Add', [`${input}/erf`, 'one'], `${input}/shifted`);
    graph.node('Mul', [input, `${input}/shifted`], `${input}/doubled`);
    return graph.node('Mul', [`${input}/doubled`, 'half'], `${input}/gelu`);
  }

  #vector(name: string, size: number): void {
    this.#graph.weight(name, [size], this.#read(name, [size]));
  }
}

/** [rows, columns] -> [columns, rows] */
function transposed(x: Float32Array, rows: number, columns: number): Float32Array {
  const out = new Float32Array(x.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j * rows + i] = x[i * columns + j];
  return out;
}
