import type { Token } from '../../../shared/tokenizer/token.ts';
import { headCount, layerCount, type ReaderPlace } from '../../model/reader-place.ts';
import { type FigureView, type Trace, traceRow } from '../../model/trace.ts';

/** Kinds of tokens to which many heads give much weight. */
export const sinkKinds = ['sep', 'cls', 'punctuation'] as const;
export type SinkKind = (typeof sinkKinds)[number];

/** The share of a layer's attention weight that goes to each kind of token, 0..1, mean over heads and rows. */
export type SinkMass = Readonly<Record<SinkKind, number>>;

export interface SinksView extends Pick<ReaderPlace, 'layer' | 'head' | 'token'> {
  readonly tokens: readonly Token[];
  /** [numHiddenLayers] */
  readonly layers: readonly SinkMass[];
}

const layers = Array.from({ length: layerCount }, (_, layer) => layer);

export const sinksFigure: FigureView<SinksView> = {
  names: () => layers.map((layer) => `attentions.${layer}`),
  view: (trace, { layer, head, token }) => ({
    tokens: trace.tokens,
    layer,
    head,
    token,
    layers: layers.map((at) => sinkMass(trace, at)),
  }),
};

/** Indices of the tokens of one kind. */
export function sinkTokens(tokens: readonly Token[], kind: SinkKind): number[] {
  const all = tokens.map((_, index) => index);
  if (kind === 'punctuation') return all.filter((index) => isPunctuation(tokens[index]!));
  return all.filter((index) => tokens[index]!.special && tokens[index]!.text === `[${kind.toUpperCase()}]`);
}

function isPunctuation({ text, special }: Token): boolean {
  return !special && /^[\p{P}\p{S}]+$/u.test(text.replace(/^##(?=.)/, ''));
}

/** mass = mean over heads h and rows i of sum_j A[h, i, j], j of the kind */
export function sinkMass(trace: Trace, layer: number, heads = headCount): SinkMass {
  const columns = columnMeans(trace, layer, heads);
  const mass = (kind: SinkKind) => sinkTokens(trace.tokens, kind).reduce((sum, key) => sum + columns[key]!, 0);
  return { sep: mass('sep'), cls: mass('cls'), punctuation: mass('punctuation') };
}

/** Mean weight that each token gets, over heads and rows: [seqLen], sums to 1. */
function columnMeans(trace: Trace, layer: number, heads: number): number[] {
  const { length } = trace.tokens;
  const sums = new Array<number>(length).fill(0);
  for (let head = 0; head < heads; head++) {
    const square = traceRow(trace, `attentions.${layer}`, head);
    square.forEach((weight, index) => {
      sums[index % length] = sums[index % length]! + weight;
    });
  }
  return sums.map((sum) => sum / (heads * length));
}

/** How the API names one mass: the mean of each column of the kind, summed. */
export function massName(tokens: readonly Token[], layer: number, kind: SinkKind): string {
  const means = sinkTokens(tokens, kind).map((key) => `mean(attentions.${layer}[*][*][${key}])`);
  return means.join(' + ') || '0';
}
