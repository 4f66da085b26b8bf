import { cosine } from '../../../shared/analysis/cosine.ts';
import type { Token } from '../../../shared/tokenizer/token.ts';
import { upTo } from '../../model/attention-file.ts';
import { headCount, layerCount, type ReaderPlace } from '../../model/reader-place.ts';
import { type FigureView, type Trace, tokenWithin, traceRow } from '../../model/trace.ts';
import { leastShare } from '../marks/flow/flow-layout.ts';

/** A token of the sentence with a place in the picture. */
export interface RiverToken extends Pick<Token, 'text' | 'special'> {
  /** Index of the token in the sentence. */
  readonly index: number;
}

export interface WordRiverView extends Pick<ReaderPlace, 'token'> {
  /** The chosen token and those that contribute to it, in the order of the sentence. */
  readonly tokens: readonly RiverToken[];
  /** Number of tokens in the whole sentence. */
  readonly count: number;
  /** Index of the chosen token in `tokens`; `token` is its index in the sentence. */
  readonly to: number;
  /** [numHiddenLayers][tokens]: `token_mixing` into the chosen token. */
  readonly shares: readonly (readonly number[])[];
  /** [numHiddenLayers + 1]: cosine of the token's vector after each layer with its input. */
  readonly cosines: readonly number[];
  /**
   * Means over layers and tokens of the whole sentence, 0..1: weight to other tokens, and their share of the block's
   * output.
   */
  readonly weightToOthers: number;
  readonly shareOfOthers: number;
}

/** The most columns that fit side by side. */
const mostTokens = 20;

const layers = upTo(layerCount);

export const wordRiverFigure: FigureView<WordRiverView> = {
  names: () => [
    ...layers.flatMap((layer) => [`attentions.${layer}`, `mixing.${layer}`, `token_mixing.${layer}`]),
    ...[...layers, layerCount].map((layer) => `hidden_states.${layer}`),
  ],
  view: (trace, place) => {
    const token = tokenWithin(trace, place);
    const count = trace.tokens.length;
    const rows = layers.map((layer) => traceRow(trace, `token_mixing.${layer}`, token));
    const shown = columnsOf(rows, token);
    const first = traceRow(trace, 'hidden_states.0', token);
    return {
      tokens: shown.map((index) => {
        const { text, special } = trace.tokens[index]!;
        return { text, special, index };
      }),
      count,
      to: shown.indexOf(token),
      token,
      shares: rows.map((row) => shown.map((index) => Number(row[index]!.toPrecision(6)))),
      cosines: [...layers, layerCount].map((layer) => cosine(traceRow(trace, `hidden_states.${layer}`, token), first)),
      weightToOthers: 1 - meanOf(layers.map((layer) => ownWeight(trace, layer, count))),
      shareOfOthers: meanOf(layers.map((layer) => ofOthers(trace, layer, count))),
    };
  },
};

/**
 * The tokens that have a column: all of a short sentence; of a longer one the chosen token and those that contribute
 * most in some layer.
 * @param rows [layers][seqLen], the shares that flow into `token`
 */
export function columnsOf(rows: readonly ArrayLike<number>[], token: number, most = mostTokens): number[] {
  const count = rows[0]?.length ?? 0;
  const all = upTo(count);
  if (count <= most) return all;
  const largest = (index: number) => (index === token ? 2 : Math.max(...rows.map((row) => row[index]!)));
  return all
    .filter((index) => largest(index) >= leastShare)
    .sort((a, b) => largest(b) - largest(a))
    .slice(0, most)
    .sort((a, b) => a - b);
}

/** The share of a layer's attention weight that tokens give themselves, mean over heads and tokens. */
function ownWeight(trace: Trace, layer: number, count: number): number {
  const { data } = trace.tensors[`attentions.${layer}`]!;
  let kept = 0;
  for (let head = 0; head < headCount; head++) {
    for (let at = 0; at < count; at++) kept += data[head * count * count + at * (count + 1)]!;
  }
  return kept / (headCount * count);
}

function ofOthers(trace: Trace, layer: number, count: number): number {
  return meanOf(Array.from({ length: count }, (_, at) => traceRow(trace, `mixing.${layer}`, at)[0]!));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
