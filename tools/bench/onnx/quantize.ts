import { elementType, GraphBuilder, type OnnxGraph, type OnnxNode, type OnnxTensor } from './graph.ts';

/**
 * What transformers.js's converter does to a BERT, onnxruntime's `quantize_dynamic` with `per_channel` and `reduce_range`:
 * linear weights int8, symmetric, 7 bits of it used, one scale per output channel; activations uint8, asymmetric, one
 * scale per tensor found at run time (DynamicQuantizeLinear and MatMulInteger); embedding tables uint8, asymmetric, one
 * scale per table. Products of two activations stay in float32.
 * https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html
 */
export function quantizeDynamic(graph: OnnxGraph): OnnxGraph {
  const floats = new Map(graph.initializer.filter(isFloatMatrix).map((tensor) => [tensor.name, tensor]));
  const rewriter = new Rewriter(floats);
  for (const node of graph.node) rewriter.rewrite(node);
  const kept = graph.initializer.filter(({ name }) => !rewriter.replaced.has(name));
  return { ...graph, node: rewriter.graph.nodes, initializer: [...kept, ...rewriter.graph.initializers] };
}

function isFloatMatrix({ dataType, dims }: OnnxTensor): boolean {
  return dataType === elementType.float && dims.length === 2;
}

class Rewriter {
  readonly graph = new GraphBuilder();
  readonly replaced = new Set<string>();
  readonly #floats: ReadonlyMap<string, OnnxTensor>;
  readonly #quantizedActivations = new Set<string>();

  constructor(floats: ReadonlyMap<string, OnnxTensor>) {
    this.#floats = floats;
  }

  rewrite(node: OnnxNode): void {
    const table = this.#floats.get(node.input[0]);
    const weights = this.#floats.get(node.input[1]);
    if (node.opType === 'Gather' && table) this.#lookUp(node, table);
    else if (node.opType === 'MatMul' && weights) this.#matMul(node, weights);
    else this.graph.nodes.push(node);
  }

  #lookUp({ input: [, ids], output: [output] }: OnnxNode, table: OnnxTensor): void {
    const { name, dims } = table;
    const { quantized, scale, zeroPoint } = asymmetric(floatsOf(table));
    this.#replace(name, dims, quantized, [], Float32Array.of(scale), Uint8Array.of(zeroPoint));
    this.graph.node('Gather', [`${name}_quantized`, ids], `${output}_quantized`, { axis: 0 });
    this.graph.node('DequantizeLinear', [`${output}_quantized`, `${name}_scale`, `${name}_zero_point`], output);
  }

  #matMul({ input: [activations], output: [output] }: OnnxNode, weights: OnnxTensor): void {
    const { graph } = this;
    const { name, dims } = weights;
    const outputs = dims[1];
    const { quantized, scales } = symmetric(floatsOf(weights), outputs);
    this.#replace(name, dims, quantized, [outputs], scales, new Int8Array(outputs));
    this.#quantizeActivations(activations);
    const [x, xScale, xZero] = quantizedNames(activations);
    graph.node('MatMulInteger', [x, `${name}_quantized`, xZero, `${name}_zero_point`], `${output}_int32`);
    graph.node('Cast', [`${output}_int32`], `${output}_cast`, { to: elementType.float });
    graph.node('Mul', [xScale, `${name}_scale`], `${output}_scale`);
    graph.node('Mul', [`${output}_cast`, `${output}_scale`], output);
  }

  /** Once for all that read the same activations: query, key and value. */
  #quantizeActivations(name: string): void {
    if (this.#quantizedActivations.has(name)) return;
    this.#quantizedActivations.add(name);
    const output = quantizedNames(name);
    this.graph.nodes.push({
      name: `${name}/quantize`,
      opType: 'DynamicQuantizeLinear',
      input: [name],
      output,
      attribute: [],
    });
  }

  #replace(
    name: string,
    dims: readonly number[],
    data: Uint8Array | Int8Array,
    scaleDims: readonly number[],
    scales: Float32Array,
    zeroPoints: Uint8Array | Int8Array,
  ): void {
    this.replaced.add(name);
    this.graph.weight(`${name}_quantized`, dims, data);
    this.graph.weight(`${name}_scale`, scaleDims, scales);
    this.graph.weight(`${name}_zero_point`, scaleDims, zeroPoints);
  }
}

function quantizedNames(name: string): string[] {
  return [`${name}_quantized`, `${name}_scale`, `${name}_zero_point`];
}

/** q = round(w / scale), scale = max |w| / 64 of each column of `weights` [inputs, outputs] */
function symmetric(weights: Float32Array, outputs: number): { quantized: Int8Array; scales: Float32Array } {
  const largest = new Float32Array(outputs);
  for (let i = 0; i < weights.length; i++) {
    largest[i % outputs] = Math.max(largest[i % outputs], Math.abs(weights[i]));
  }
  const scales = largest.map((max) => max / 64 || 1);
  return { scales, quantized: Int8Array.from(weights, (weight, i) => Math.round(weight / scales[i % outputs])) };
}

/** q = round(w / scale) + zeroPoint, scale = (max - min) / 255, 0 within the range */
function asymmetric(weights: Float32Array): { quantized: Uint8Array; scale: number; zeroPoint: number } {
  const least = weights.reduce((min, weight) => Math.min(min, weight), 0);
  const most = weights.reduce((max, weight) => Math.max(max, weight), 0);
  const scale = (most - least) / 255;
  const zeroPoint = Math.round(-least / scale);
  const clamped = (weight: number) => Math.min(255, Math.max(0, Math.round(weight / scale) + zeroPoint));
  return { scale, zeroPoint, quantized: Uint8Array.from(weights, clamped) };
}

function floatsOf({ rawData }: OnnxTensor): Float32Array {
  return new Float32Array(rawData.buffer, rawData.byteOffset, rawData.byteLength / 4);
}
