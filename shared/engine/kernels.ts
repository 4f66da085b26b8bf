/** What `kernels/` exports. Addresses and strides are bytes; each function's contract stands in its own file. */
export interface Kernels {
  addLayerNorm(x: number, residual: number, gamma: number, beta: number, rows: number, size: number, eps: number): void;
  addRows(x: number, y: number, count: number): void;
  crc32c(crc: number, data: number, bytes: number): number;
  expandRow(
    bits: number,
    packed: number,
    scales: number,
    row: number,
    groups: number,
    out: number,
    scratch: number,
  ): void;
  gelu(x: number, count: number): void;
  linearWords(
    bits: number,
    x: number,
    rowScales: number,
    rows: number,
    packed: number,
    scales: number,
    bias: number,
    tiles: number,
    groups: number,
    out: number,
    outStride: number,
    scratch: number,
  ): void;
  linearInt6(
    blocks: number,
    rows: number,
    packed: number,
    scales: number,
    bias: number,
    tiles: number,
    groups: number,
    out: number,
    outStride: number,
    scratch: number,
  ): void;
  multiply(
    a: number,
    aStride: number,
    rows: number,
    panels: number,
    inner: number,
    c: number,
    cStride: number,
    columns: number,
  ): void;
  packKeys(
    keys: number,
    stride: number,
    rows: number,
    columns: number,
    scale: number,
    panels: number,
    paddedRows: number,
  ): void;
  packValues(values: number, stride: number, rows: number, columns: number, panels: number, paddedRows: number): void;
  quantizeGroups(x: number, rows: number, size: number, blocks: number, largest: number): void;
  quantizeRows(x: number, rows: number, size: number, q: number, scales: number): void;
  softmax(scores: number, rows: number, keys: number, paddedKeys: number): void;
  widenFloat16(halves: number, count: number, out: number): void;
}

/** The first 64 KiB belong to the kernels' own tables. */
export const kernelBytes = 65_536;

/** What each compiled module needs of the runtime beyond plain WebAssembly. */
export const kernelInstructions = { 'kernels.wasm': 'wasm-relaxed-simd', 'kernels-plain.wasm': 'wasm-simd' } as const;

export type KernelFile = keyof typeof kernelInstructions;

/** () -> v128 with i16x8.relaxed_dot_i8x16_i7x16_s. */
const relaxedModule = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0],
  ...[10, 15, 1, 13, 0, 65, 0, 253, 15, 65, 0, 253, 15, 253, 146, 2, 11],
);

/**
 * The compiled module for this engine: `kernels.wasm`, or `kernels-plain.wasm` where relaxed SIMD is missing (Node before
 * 21, some browsers). Both give the same bits; the plain one needs about 1.8 times as long.
 */
export function kernelFile(): KernelFile {
  return WebAssembly.validate(relaxedModule) ? 'kernels.wasm' : 'kernels-plain.wasm';
}

/** Binds the compiled kernels to a memory. @throws WebAssembly.LinkError when the module is not ours. */
export async function instantiateKernels(module: WebAssembly.Module, memory: WebAssembly.Memory): Promise<Kernels> {
  const instance = await WebAssembly.instantiate(module, { env: { memory } });
  return instance.exports as unknown as Kernels;
}
