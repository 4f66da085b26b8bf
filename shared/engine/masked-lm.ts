import { linear, quantize } from './linear.ts';
import type { Pass } from './pass.ts';
import { betweenLayers, type Stop } from './stop.ts';
import type { MaskedLmWeights } from './weights.ts';

/** Most listed tokens between two yields: as many as take about as long as a layer of a long text. */
const unbrokenRows = 32;

/**
 * logits = LayerNorm(gelu(h W_Tᵀ + b_T)) Eᵀ + b, [listed tokens, vocabSize], E the word embeddings. Only for the
 * tokens that a text lists in `logitPositions`: one row is 30,522 numbers.
 *
 * h = hidden_states.{state}, which stands in `hidden` between two layers: the head is trained on the last one only; what it
 * reads in an earlier one is a lens on it (nostalgebraist 2020, "interpreting GPT: the logit lens").
 *
 * Yields between stretches of rows, as the encoder does between layers.
 */
export function* maskedLm(pass: Pass, state: number): Generator<Stop> {
  const { maskedLm: weights } = pass.weights;
  const names = state === pass.config.numHiddenLayers ? [`logits.${state}`, 'logits'] : [`logits.${state}`];
  const wanted = names.filter((name) => pass.sink.wants(name));
  if (!weights || wanted.length === 0) return;
  const listed = pass.texts.flatMap(({ start, logitPositions }, text) =>
    Array.from(logitPositions ?? [], (token, index) => ({ row: start + token, text, index })),
  );
  const most = rowsAtOnce(pass, weights);
  for (let first = 0; first < listed.length; first += most) {
    if (first > 0) yield betweenLayers;
    maskedLmRows(pass, weights, listed.slice(first, first + most), wanted);
  }
}

/** As many rows of logits as there is room for, in fours, as `linear` writes them: the weights are expanded once for all. */
function rowsAtOnce({ plan }: Pass, { decoder }: MaskedLmWeights): number {
  return Math.min(unbrokenRows, Math.floor(plan.logits.bytes / (decoder.tiles * 8 * 4))) & ~3;
}

/** A listed token: its row among all, its text, and its place in that text's list. */
interface ListedToken {
  readonly row: number;
  readonly text: number;
  readonly index: number;
}

/** Some listed tokens, of whichever texts: their hidden states are gathered into `value`. */
function maskedLmRows(
  pass: Pass,
  weights: MaskedLmWeights,
  listed: readonly ListedToken[],
  names: readonly string[],
): void {
  const { kernels, plan, config, sink, floats } = pass;
  const { hiddenSize, vocabSize, layerNormEps } = config;
  const { length: rows } = listed;
  const value = plan.value.address;
  for (const [to, { row }] of listed.entries()) {
    const from = plan.hidden.address / 4 + row * hiddenSize;
    floats.copyWithin(value / 4 + to * hiddenSize, from, from + hiddenSize);
  }
  quantize(pass, weights.transform, value, rows);
  linear(pass, weights.transform, rows, value, hiddenSize * 4);
  kernels.gelu(value, rows * hiddenSize);
  kernels.addLayerNorm(value, 0, weights.norm.gamma, weights.norm.beta, rows, hiddenSize, layerNormEps);
  quantize(pass, weights.decoder, value, rows);
  const stride = weights.decoder.tiles * 8;
  linear(pass, weights.decoder, rows, plan.logits.address, stride * 4);
  for (const [row, { text, index }] of listed.entries()) {
    const at = plan.logits.address / 4 + row * stride;
    for (const name of names) sink.write(name, text, index * vocabSize, floats.subarray(at, at + vocabSize));
  }
}
