// Everything the engine calls, one WebAssembly module. Signatures in TypeScript: ../kernels.ts
export { addLayerNorm } from './layer-norm';
export { addRows } from './add';
export { crc32c } from './crc32c';
export { dotProbe } from './dot-probe';
export { expandRow, widenFloat16 } from './gather';
export { gelu } from './gelu';
export { linearInt6 } from './linear-int6';
export { linearInt8 } from './linear-int8';
export { linearSixteen } from './linear-sixteen';
export { multiply } from './multiply';
export { packKeys, packValues } from './panels';
export { quantizeGroups } from './quantize-groups';
export { quantizeFourteen, quantizeSixteen } from './quantize-rows';
export { softmax } from './softmax';
