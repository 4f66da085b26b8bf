import { mixingShare } from '../../../shared/analysis/mixing-share.ts';
import { normWeighted, valueNorms } from '../../../shared/analysis/norm-weighted.ts';
import { tokenMixing } from '../../../shared/analysis/token-mixing.ts';
import { bert } from '../../../shared/bert/bert.ts';
import type { LayerOutput } from '../../../shared/bert/encoder.ts';
import { maskedLmLogits } from '../../../shared/bert/masked-lm.ts';
import { pooler } from '../../../shared/bert/pooler.ts';
import { trace } from '../../../shared/bert/trace.ts';
import { transformedValue } from '../../../shared/bert/transformed-value.ts';
import type { LayerWeights } from '../../../shared/bert/weights.ts';
import type { Engine } from '../../../shared/engine/engine.ts';
import type { OutputSink } from '../../../shared/engine/outputs.ts';
import type { EngineText, PassOptions } from '../../../shared/engine/pass.ts';
import { elementCount } from '../../../shared/tensors/tensor.ts';
import type { ConvertedModel } from './converted-models.ts';

export type Outputs = Record<string, Float32Array>;
export type HeadMask = readonly (readonly number[])[];

/** One pass; every named output of every text as a flat array. What the engine did not write stays NaN. */
export function runEngine(
  engine: Engine,
  texts: readonly EngineText[],
  names: readonly string[] = [...engine.outputs.keys()],
  options?: PassOptions,
): Outputs[] {
  const { outputs, sink } = collecting(engine, texts, names);
  engine.run(texts, sink, options);
  return outputs;
}

/** The same of a pass that may pause between its layers. */
export async function runInSteps(
  engine: Engine,
  texts: readonly EngineText[],
  names: readonly string[] = [...engine.outputs.keys()],
  options?: PassOptions,
): Promise<Outputs[]> {
  const { outputs, sink } = collecting(engine, texts, names);
  await engine.runInSteps(texts, sink, options);
  return outputs;
}

function collecting(engine: Engine, texts: readonly EngineText[], names: readonly string[]) {
  const outputs = texts.map((text): Outputs => {
    const room = (name: string) => new Float32Array(elementCount(outputShape(engine, name, text))).fill(Number.NaN);
    return Object.fromEntries(names.map((name) => [name, room(name)]));
  });
  const wanted = new Set(names);
  const sink: OutputSink = {
    wants: (name) => wanted.has(name),
    write: (name, text, offset, values) => outputs[text][name].set(values, offset),
  };
  return { outputs, sink };
}

export function outputShape(engine: Engine, name: string, { inputIds, logitPositions }: EngineText): number[] {
  const { kind, size } = engine.outputs.get(name)!;
  const heads = engine.config.numAttentionHeads;
  if (kind === 'rows') return [inputIds.length, size];
  if (kind === 'pairs') return [inputIds.length, inputIds.length];
  if (kind === 'headRows') return [heads, inputIds.length, size];
  if (kind === 'headPairs') return [heads, inputIds.length, inputIds.length];
  if (kind === 'vector') return [size];
  return [logitPositions?.length ?? 0, size];
}

/** The same by the plain reference on the same weights, logits of all tokens. */
export function runReference(
  { config, weights }: ConvertedModel,
  { inputIds, tokenTypeIds, positions, change }: EngineText,
  headMask?: HeadMask,
): Outputs {
  const input = {
    inputIds: Array.from(inputIds),
    tokenTypeIds: Array.from(tokenTypeIds),
    ...(positions && { positionIds: Array.from(positions) }),
    ...(headMask && { headMask }),
  };
  const output = bert(config, weights, input, change);
  const tensors = { ...trace(output), logits: maskedLmLogits(config, weights, output.lastHiddenState) };
  const plain: Outputs = Object.fromEntries(Object.entries(tensors).map(([name, { data }]) => [name, data]));
  if (weights.pooler) plain.pooler_output = pooler(weights.pooler, output.lastHiddenState).data;
  output.hiddenStates.forEach((states, state) => {
    plain[`logits.${state}`] = maskedLmLogits(config, weights, states).data;
  });
  output.layers.forEach((layer, l) => {
    Object.assign(plain, lenses(l, weights.layers[l], output.hiddenStates[l].data, layer));
  });
  return plain;
}

/** What the engine computes of a layer beyond the forward pass. */
function lenses(l: number, weights: LayerWeights, hiddenStates: Float32Array, layer: LayerOutput): Outputs {
  const values = transformedValue(weights, layer.value).data;
  const probs = layer.attentionProbs.data;
  const gamma = weights.attentionLayerNorm.weight.data;
  const block = { transformedValue: values, attentionProbs: probs, hiddenStates, gamma };
  return {
    [`transformed_value.${l}`]: values,
    [`attention_norms.${l}`]: normWeighted(probs, valueNorms(values, gamma.length)),
    [`token_mixing.${l}`]: tokenMixing(block),
    [`mixing.${l}`]: mixingShare(block),
  };
}

/** @throws Error naming the outputs of which a bit differs. Faster by far than comparing number by number. */
export function expectSameBits(found: Outputs, expected: Outputs): void {
  const bytes = ({ buffer, byteOffset, byteLength }: Float32Array) => Buffer.from(buffer, byteOffset, byteLength);
  const names = Object.keys({ ...found, ...expected });
  const differing = names.filter(
    (name) => !found[name] || !expected[name] || !bytes(found[name]).equals(bytes(expected[name])),
  );
  if (differing.length > 0 || names.length === 0) {
    throw new Error(`expected the same bits in ${names.length} outputs, found others in ${differing.join(', ')}`);
  }
}
