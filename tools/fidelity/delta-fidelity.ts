import type { DeltaFidelity } from '../../shared/api/models/contract.ts';
import type { Bert } from '../../shared/model/bert.ts';
import type { Token } from '../../shared/tokenizer/token.ts';
import { mean, rounded } from './attention-fidelity.ts';
import type { Attended, Forward } from './models.ts';

/** A pass that differs from the plain one. */
interface Intervention {
  readonly tokens: readonly Token[];
  readonly headMask?: readonly (readonly number[])[];
}

/**
 * How far what `compare` answers, with an intervention minus without, is from the same difference in fp32: what is
 * smaller may come of the stored weights alone. Of each text two tokens are masked
 * (one where the text is a single word, or has a [MASK] there) and three heads knocked out, one at a time.
 */
export async function deltaFidelity(
  bert: Bert,
  texts: readonly (readonly Token[])[],
  served: Forward,
  fp32: Forward,
): Promise<DeltaFidelity> {
  const errors: Float32Array[] = [];
  const hidden: number[] = [];
  const sizes: number[] = [];
  for (const tokens of texts) {
    const [plainServed, plainFp32] = [await served(tokens), await fp32(tokens)];
    for (const { tokens: changed, headMask } of interventions(bert, tokens)) {
      const found = deltas(await served(changed, headMask), plainServed);
      const expected = deltas(await fp32(changed, headMask), plainFp32);
      errors.push(difference(found.attentions, expected.attentions).map(Math.abs));
      sizes.push(mean([...expected.attentions].map(Math.abs)));
      hidden.push(
        length(difference(found.lastHiddenState, expected.lastHiddenState)) / length(expected.lastHiddenState),
      );
    }
  }
  return {
    interventions: errors.length,
    mean_abs_delta: rounded(mean(sizes)),
    mean_abs_difference: rounded(mean(errors.map((text) => mean([...text])))),
    p99_abs_difference: rounded(mean(errors.map((text) => text.toSorted()[Math.ceil(0.99 * text.length) - 1]!))),
    max_abs_difference: rounded(Math.max(...errors.map((text) => text.reduce((a, b) => Math.max(a, b), 0)))),
    hidden_relative_error: rounded(mean(hidden)),
  };
}

function* interventions(bert: Bert, tokens: readonly Token[]): Generator<Intervention> {
  const { numHiddenLayers: layers, numAttentionHeads: heads } = bert.config;
  const mask = bert.tokenize('[MASK]')[1]!;
  const [first, middle] = [1, Math.floor(tokens.length / 2)];
  for (const index of new Set([first, middle])) {
    if (tokens[index]!.id === mask.id) continue;
    yield { tokens: tokens.map((token, i) => (i === index ? { ...token, id: mask.id } : token)) };
  }
  for (const [layer, head] of [
    [0, 0],
    [Math.floor(layers / 2), 5],
    [layers - 2, heads - 1],
  ]) {
    const headMask = Array.from({ length: layers }, (_, l) =>
      Array.from({ length: heads }, (_, h) => (l === layer && h === head ? 0 : 1)),
    );
    yield { tokens, headMask };
  }
}

function deltas(changed: Attended, plain: Attended): Attended {
  return {
    attentions: difference(changed.attentions, plain.attentions),
    lastHiddenState: difference(changed.lastHiddenState, plain.lastHiddenState),
  };
}

function difference(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, index) => value - b[index]!);
}

function length(vector: Float32Array): number {
  return Math.hypot(...vector);
}
