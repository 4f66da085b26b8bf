// What the package `bert-attention/reference` offers: BERT in plain TypeScript, a file a step, which the engine is held to.
// Slow, and made to be read.

export { attentionOutput } from '../bert/attention-output.ts';
export { attentionScores } from '../bert/attention-scores.ts';
export { type BertInput, type BertOutput, bert } from '../bert/bert.ts';
export { type Change, recording } from '../bert/change.ts';
export { type BertConfig, parseBertConfig } from '../bert/config.ts';
export { embeddings } from '../bert/embeddings.ts';
export { encoder, type LayerOutput, layer } from '../bert/encoder.ts';
export { feedForward } from '../bert/feed-forward.ts';
export type { FloatTensor } from '../bert/float-tensor.ts';
export { gelu } from '../bert/gelu.ts';
export { maskHeads } from '../bert/head-mask.ts';
export { changeBy, type Intervention } from '../bert/interventions.ts';
export { layerNorm } from '../bert/layer-norm.ts';
export { linear } from '../bert/linear.ts';
export { maskedLmLogits } from '../bert/masked-lm.ts';
export { meanPooling } from '../bert/mean-pooling.ts';
export { projections } from '../bert/projections.ts';
export { residual } from '../bert/residual.ts';
export { softmax } from '../bert/softmax.ts';
export { trace } from '../bert/trace.ts';
export { transformedValue } from '../bert/transformed-value.ts';
export { weightedSum } from '../bert/weighted-sum.ts';
export { type BertWeights, bertWeights } from '../bert/weights.ts';
export { readModel } from '../weights/read-model.ts';
