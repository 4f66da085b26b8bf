/** What `kernels/` exports. Addresses and strides are bytes; each function's contract stands in its own file. */
export interface Kernels {
  addLayerNorm(x: number, residual: number, gamma: number, beta: number, rows: number, size: number, eps: number): void;
  addRows(x: number, y: number, count: number): void;
  crc32c(crc: number, data: number, bytes: number): number;
  dotProbe(): number;
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
  linearSixteen(
    bits: number,
    x: number,
    rowSums: number,
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
  linearInt8(
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
  quantizeFourteen(x: number, rows: number, size: number, q: number, scales: number): void;
  quantizeGroups(x: number, rows: number, size: number, blocks: number, largest: number): void;
  quantizeSixteen(bits: number, x: number, rows: number, size: number, q: number, sums: number, scales: number): void;
  softmax(scores: number, rows: number, keys: number, paddedKeys: number): void;
  widenFloat16(halves: number, count: number, out: number): void;
}

/** The first 64 KiB belong to the kernels' own tables. */
export const kernelBytes = 65_536;

/** Binds the compiled kernels to a memory. @throws WebAssembly.LinkError when the module is not ours. */
export async function instantiateKernels(module: WebAssembly.Module, memory: WebAssembly.Memory): Promise<Kernels> {
  const instance = await WebAssembly.instantiate(module, { env: { memory } });
  return instance.exports as unknown as Kernels;
}
