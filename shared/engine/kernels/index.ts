// Everything the engine calls, one WebAssembly module. Signatures in TypeScript: ../kernels.ts
export { addLayerNorm } from './layer-norm';
export { addRows } from './add';
export { crc32c } from './crc32c';
export { expandRow, widenFloat16 } from './gather';
export { gelu } from './gelu';
export { linear } from './linear';
export { multiply } from './multiply';
export { packKeys, packValues } from './panels';
export { quantizeRows } from './quantize';
export { softmax } from './softmax';
