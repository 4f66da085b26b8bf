/** The part of ONNX's protobuf that a BERT needs, spelled as `onnx-proto` spells it. https://onnx.ai/onnx/intro/concepts.html */
export interface OnnxGraph {
  readonly name: string;
  readonly node: readonly OnnxNode[];
  readonly initializer: readonly OnnxTensor[];
  readonly input: readonly OnnxValue[];
  readonly output: readonly OnnxValue[];
}

export interface OnnxNode {
  readonly name: string;
  readonly opType: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly attribute: readonly OnnxAttribute[];
}

export type OnnxAttribute = { readonly name: string } & (
  | { readonly type: 2; readonly i: number }
  | { readonly type: 7; readonly ints: readonly number[] }
);

export interface OnnxTensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly dataType: number;
  readonly rawData: Uint8Array;
}

export interface OnnxValue {
  readonly name: string;
  readonly type: {
    readonly tensorType: {
      readonly elemType: number;
      readonly shape: { readonly dim: readonly ({ dimParam: string } | { dimValue: number })[] };
    };
  };
}

/** TensorProto.DataType */
export const elementType = { float: 1, uint8: 2, int8: 3, int64: 7 } as const;

/** Graph inputs and outputs: named sizes vary, numbers are fixed. */
export function value(name: string, elemType: number, dims: readonly (string | number)[]): OnnxValue {
  const dim = dims.map((size) => (typeof size === 'string' ? { dimParam: size } : { dimValue: size }));
  return { name, type: { tensorType: { elemType, shape: { dim } } } };
}

const dataTypes = new Map<unknown, number>([
  [Float32Array, elementType.float],
  [Uint8Array, elementType.uint8],
  [Int8Array, elementType.int8],
  [BigInt64Array, elementType.int64],
]);

type TensorData = Float32Array | Uint8Array | Int8Array | BigInt64Array;

export function tensor(name: string, dims: readonly number[], data: TensorData): OnnxTensor {
  const dataType = dataTypes.get(data.constructor)!;
  return { name, dims, dataType, rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
}

/** Collects nodes in the order of execution; each method returns the name of what it makes. */
export class GraphBuilder {
  readonly nodes: OnnxNode[] = [];
  readonly initializers: OnnxTensor[] = [];

  node(opType: string, input: readonly string[], output: string, attributes: Record<string, number | number[]> = {}) {
    const attribute = Object.entries(attributes).map(([name, given]) => attributeOf(name, given));
    this.nodes.push({ name: `${output}/${opType}`, opType, input, output: [output], attribute });
    return output;
  }

  weight(name: string, dims: readonly number[], data: TensorData): string {
    this.initializers.push(tensor(name, dims, data));
    return name;
  }

  scalar(name: string, number: number): string {
    return this.weight(name, [], Float32Array.of(number));
  }

  integers(name: string, numbers: readonly number[]): string {
    return this.weight(name, [numbers.length], BigInt64Array.from(numbers, BigInt));
  }
}

function attributeOf(name: string, given: number | number[]): OnnxAttribute {
  return typeof given === 'number' ? { name, type: 2, i: given } : { name, type: 7, ints: given };
}
