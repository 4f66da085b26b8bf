import type { Token } from '../../../shared/tokenizer/token.ts';
import { upTo } from '../../model/attention-file.ts';
import { headCount, type ReaderPlace } from '../../model/reader-place.ts';
import { type FigureView, plainNumbers, tokenWithin, traceRow } from '../../model/trace.ts';

/** One weight of a head, large enough to be drawn. */
export type Arc = readonly [from: number, to: number, weight: number];

/** A kind of token that a word may look at. */
export type Kind = 'itself' | 'the next' | 'the one before' | '[CLS]' | '[SEP]' | 'other words';

/** Where most of a head's weight goes, mean over all words of the sentence. */
export interface Way {
  readonly kind: Kind;
  /** 0..1 */
  readonly share: number;
}

/** The weight that rests on one special token. */
export interface Rest {
  /** Index of `[CLS]` or `[SEP]`. */
  readonly token: number;
  /** Mean over all words of the sentence, 0..1. */
  readonly share: number;
}

/** What one head does with the whole sentence and with the chosen token. */
export interface HeadPicture {
  readonly arcs: readonly Arc[];
  readonly way: Way;
  readonly rests: readonly Rest[];
  /** Weights of the chosen token, [seqLen]. */
  readonly row: readonly number[];
  /** The head's result for the chosen token, [headSize]. */
  readonly context: readonly number[];
}

export interface HeadArcsView extends Pick<ReaderPlace, 'layer' | 'head' | 'token'> {
  readonly tokens: readonly Pick<Token, 'text' | 'special'>[];
  /** [numAttentionHeads] */
  readonly heads: readonly HeadPicture[];
  /** The output for the chosen token, [hiddenSize]: all twelve results mixed by W_O. */
  readonly output: readonly number[];
}

/** Smaller weights would be hairlines, so they are left out, and the caption says so. */
export const leastWeight = 0.1;
/** Of a long sentence only the strongest arcs are drawn. */
const mostArcs = 240;

const heads = upTo(headCount);

export const headArcsFigure: FigureView<HeadArcsView> = {
  names: ({ layer }) => [`attentions.${layer}`, `context.${layer}`, `attention_output.${layer}`],
  view: (trace, place) => {
    const { layer, head } = place;
    const token = tokenWithin(trace, place);
    const tokens = trace.tokens.map(({ text, special }) => ({ text, special }));
    return {
      tokens,
      layer,
      head,
      token,
      heads: heads.map((at) => {
        const square = traceRow(trace, `attentions.${layer}`, at);
        return {
          arcs: arcsOf(square, tokens.length, restingTokens(tokens)),
          way: wayOf(square, tokens),
          rests: restsOf(square, tokens),
          row: plainNumbers(traceRow(trace, `attentions.${layer}`, at, token)),
          context: plainNumbers(traceRow(trace, `context.${layer}`, at, token)),
        };
      }),
      output: plainNumbers(traceRow(trace, `attention_output.${layer}`, token)),
    };
  },
};

/**
 * The weights that are drawn as arcs, weakest first, so that the strongest lie on top. Three digits are enough for
 * widths. Weight on resting tokens is no relation between words, so it has no arcs.
 * @param square [seqLen, seqLen]
 */
export function arcsOf(square: ArrayLike<number>, seqLen: number, resting: readonly number[] = []): Arc[] {
  return Array.from(square)
    .flatMap((weight, at): Arc[] => {
      const to = at % seqLen;
      const isDrawn = weight >= leastWeight && !resting.includes(to);
      return isDrawn ? [[Math.floor(at / seqLen), to, Number(weight.toPrecision(3))]] : [];
    })
    .sort((a, b) => a[2] - b[2])
    .slice(-mostArcs);
}

/** Indices of `[CLS]` and `[SEP]`, on which a head's weight rests where it has nothing to look at. */
export function restingTokens(tokens: HeadArcsView['tokens']): number[] {
  return tokens.flatMap(({ text, special }, index) =>
    special && (text === '[CLS]' || text === '[SEP]') ? [index] : [],
  );
}

/** The weight that rests on each `[CLS]` and `[SEP]`. Rows of special tokens are left out. */
export function restsOf(square: ArrayLike<number>, tokens: HeadArcsView['tokens']): Rest[] {
  const words = wordsOf(tokens);
  return restingTokens(tokens).map((token) => {
    const sum = words.reduce((sum, from) => sum + square[from * tokens.length + token]!, 0);
    return { token, share: Number((sum / Math.max(1, words.length)).toPrecision(3)) };
  });
}

/** The kind of token that gets most of the weight, mean over all words. Rows of special tokens are left out. */
export function wayOf(square: ArrayLike<number>, tokens: HeadArcsView['tokens']): Way {
  const seqLen = tokens.length;
  const words = wordsOf(tokens);
  const sums = new Map<Kind, number>();
  for (const from of words) {
    for (let to = 0; to < seqLen; to++) {
      const kind = kindOf(tokens, from, to);
      sums.set(kind, (sums.get(kind) ?? 0) + square[from * seqLen + to]! / words.length);
    }
  }
  const ranked = [...sums].map(([kind, share]) => ({ kind, share })).sort((a, b) => b.share - a.share);
  return ranked[0] ?? { kind: 'other words', share: 0 };
}

function wordsOf(tokens: HeadArcsView['tokens']): number[] {
  return tokens.flatMap(({ special }, index) => (special ? [] : [index]));
}

function kindOf(tokens: HeadArcsView['tokens'], from: number, to: number): Kind {
  const { text, special } = tokens[to]!;
  if (special && (text === '[CLS]' || text === '[SEP]')) return text;
  if (to === from) return 'itself';
  if (to === from + 1) return 'the next';
  return to === from - 1 ? 'the one before' : 'other words';
}
