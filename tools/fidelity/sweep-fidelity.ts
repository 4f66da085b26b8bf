import { correlation } from '../../shared/analysis/correlation.ts';
import type { SweepFidelity } from '../../shared/api/models/contract.ts';
import { embeddings } from '../../shared/bert/embeddings.ts';
import { encoder } from '../../shared/bert/encoder.ts';
import type { FloatTensor } from '../../shared/bert/float-tensor.ts';
import { changeBy } from '../../shared/bert/interventions.ts';
import { maskedLmLogits } from '../../shared/bert/masked-lm.ts';
import type { Bert } from '../../shared/model/bert.ts';
import { exponentials } from '../../shared/model/fill-mask.ts';
import { sweepResults, unchangedPass } from '../../shared/model/sweep.ts';
import { sweepBytes } from '../../shared/model/sweep-changes.ts';
import { ownSpace } from '../../shared/tensors/tensor-space.ts';
import type { Token } from '../../shared/tokenizer/token.ts';
import { mean, rounded } from './attention-fidelity.ts';
import type { PlainModel } from './models.ts';

/**
 * How far a sweep over the heads is from the same in float32, and from the same weights as they are served without any
 * rounding of activations: the first is what the stored weights and the rounding do together, the second the rounding
 * alone. Of each text the word is followed that the unchanged pass finds best at its first [MASK].
 */
export async function sweepFidelity(
  bert: Bert,
  texts: readonly (readonly Token[])[],
  fp32: PlainModel,
  stored: PlainModel,
): Promise<SweepFidelity> {
  const served: number[] = [];
  const [expected, unrounded]: [number[], number[]] = [[], []];
  for (const tokens of texts) {
    const sweep = { tokens, position: bert.maskPositions(tokens)[0]!, over: { of: 'heads' } as const };
    const unchanged = await unchangedPass(bert, sweep, ownSpace(sweepBytes(bert.config, sweep)));
    for await (const { changes } of sweepResults(bert, sweep, unchanged, async () => {})) {
      served.push(changes[0]!.logProbability);
    }
    const word = { position: sweep.position, id: unchanged.targets[0]!.id };
    expected.push(...plainSweep(fp32, tokens, word));
    unrounded.push(...plainSweep(stored, tokens, word));
  }
  return {
    texts: texts.length,
    mean_abs_change: rounded(mean(expected.map(Math.abs))),
    correlation: rounded(correlation(served, expected)),
    max_abs_difference: rounded(largestDifference(served, expected)),
    max_abs_rounding: rounded(largestDifference(served, unrounded)),
  };
}

interface Word {
  readonly position: number;
  readonly id: number;
}

/** Changes of the word's log probability, [layers * heads]. */
function plainSweep({ config, weights }: PlainModel, tokens: readonly Token[], word: Word): number[] {
  const input = { inputIds: tokens.map(({ id }) => id), tokenTypeIds: tokens.map(({ type }) => type) };
  const states = [embeddings(config, weights.embeddings, input).hiddenStates];
  for (const { hiddenStates } of encoder(config, weights.layers, states[0]!)) states.push(hiddenStates);
  const read = (last: FloatTensor) =>
    logProbability(maskedLmLogits(config, weights, rowOf(last, word.position)), word.id);
  const unchanged = read(states.at(-1)!);
  return states.slice(0, -1).flatMap((state, layer) =>
    Array.from({ length: config.numAttentionHeads }, (_, head) => {
      const change = changeBy(config, [{ at: 'attentions.0', select: { heads: [head] }, do: { set: 0 } }]);
      const layers = [...encoder(config, weights.layers.slice(layer), state, undefined, change)];
      return read(layers.at(-1)!.hiddenStates) - unchanged;
    }),
  );
}

function rowOf({ shape, data }: FloatTensor, row: number): FloatTensor {
  const size = shape[1]!;
  return { shape: [1, size], data: data.subarray(row * size, (row + 1) * size) };
}

function logProbability({ data }: FloatTensor, id: number): number {
  const { largest, sum } = exponentials(data);
  return data[id]! - largest - Math.log(sum);
}

function largestDifference(a: readonly number[], b: readonly number[]): number {
  return Math.max(...a.map((value, index) => Math.abs(value - b[index]!)));
}
