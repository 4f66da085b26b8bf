import { describe, expect, it } from 'vitest';
import { GraphBuilder, type OnnxGraph } from '../../../tools/bench/onnx/graph.ts';
import { quantizeDynamic } from '../../../tools/bench/onnx/quantize.ts';

/** A table of 3 rows looked up, then one linear layer without bias, twice on the same input. */
function smallGraph(table: number[], weights: number[]): OnnxGraph {
  const graph = new GraphBuilder();
  graph.weight('table', [3, 2], Float32Array.from(table));
  graph.weight('weights', [2, 2], Float32Array.from(weights));
  graph.weight('others', [2, 2], Float32Array.from(weights));
  graph.node('Gather', ['table', 'ids'], 'rows', { axis: 0 });
  graph.node('MatMul', ['rows', 'weights'], 'product');
  graph.node('MatMul', ['rows', 'others'], 'other');
  graph.node('MatMul', ['product', 'other'], 'activations');
  return { name: 'small', node: graph.nodes, initializer: graph.initializers, input: [], output: [] };
}

const quantized = quantizeDynamic(smallGraph([-1, 0, 0.5, 1, 2, 4], [0.25, -3, -1, 2]));

function floats(name: string): number[] {
  const { rawData } = quantized.initializer.find((tensor) => tensor.name === name)!;
  return [...new Float32Array(rawData.slice().buffer)];
}

function bytes(name: string): number[] {
  return [...quantized.initializer.find((tensor) => tensor.name === name)!.rawData];
}

describe('quantizeDynamic', () => {
  it('gives every output channel its own scale, and its largest weight 64', () => {
    expect(floats('weights_scale')).toEqual([1 / 64, Math.fround(3 / 64)]);
    expect(Int8Array.from(bytes('weights_quantized'))).toEqual(Int8Array.of(16, -64, -64, 43));
  });

  it('spreads an embedding table over 0..255, within half a step of each number', () => {
    const [scale] = floats('table_scale');
    const [zeroPoint] = bytes('table_zero_point');
    const found = bytes('table_quantized').map((q) => (q - zeroPoint) * scale);
    const worst = Math.max(...[-1, 0, 0.5, 1, 2, 4].map((value, i) => Math.abs(value - found[i])));
    expect(scale).toBeCloseTo(5 / 255, 6);
    expect(worst).toBeLessThanOrEqual(scale / 2 + 1e-6);
  });

  it('quantizes activations once for all layers that read them', () => {
    const operators = quantized.node.map(({ opType }) => opType);
    expect(operators.filter((name) => name === 'DynamicQuantizeLinear')).toHaveLength(1);
    expect(operators.filter((name) => name === 'MatMulInteger')).toHaveLength(2);
  });

  it('leaves products of two activations and no fp32 weights behind', () => {
    expect(quantized.node.filter(({ opType }) => opType === 'MatMul').map(({ output }) => output)).toEqual([
      ['activations'],
    ]);
    const names = quantized.initializer.map(({ name }) => name);
    expect(names.filter((name) => ['table', 'weights', 'others'].includes(name))).toEqual([]);
  });
});
