// What the package `bert-attention` offers everywhere: in Node, browsers and Workers.

export type { Change } from '../bert/change.ts';
export type { BertConfig } from '../bert/config.ts';
export type { FloatTensor } from '../bert/float-tensor.ts';
export { changeBy, type Intervention, type Operation } from '../bert/interventions.ts';
export type { Site } from '../bert/sites.ts';
export { Engine, type EngineOptions } from '../engine/engine.ts';
export {
  type CompiledKernels,
  fastestKernels,
  isDotNative,
  type KernelFile,
  sharedKernelFile,
} from '../engine/kernel-choice.ts';
export type { OutputSink } from '../engine/outputs.ts';
export type { EngineText, PassOptions } from '../engine/pass.ts';
export type { ThreadWork } from '../engine/threads/run-thread.ts';
export type { Threads } from '../engine/threads/threaded-kernels.ts';
export type * from '../model/bert.ts';
export {
  type FillMaskOptions,
  type MaskCandidate,
  type MaskPrediction,
  NoMaskError,
  UnknownTargetError,
} from '../model/fill-mask.ts';
export { loadBert } from '../model/load-bert.ts';
export { openUrl } from '../model/open-url.ts';
export { UnknownTensorError } from '../model/read-trace.ts';
export type { Tensor } from '../tensors/tensor.ts';
export { createTokenizer, type Tokenizer } from '../tokenizer/bert-tokenizer.ts';
export type { Token } from '../tokenizer/token.ts';
export type { OpenFile } from '../weights/open-file.ts';
