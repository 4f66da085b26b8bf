import type { Token } from '../../../shared/tokenizer/token.ts';
import { upTo } from '../../model/attention-file.ts';
import { headCount, type ReaderPlace } from '../../model/reader-place.ts';
import { type FigureView, plainNumbers, tokenWithin, traceRow } from '../../model/trace.ts';

/** One weight of a head, large enough to be drawn. */
export type Arc = readonly [from: number, to: number, weight: number];

/** Where most of a head's weight goes, taken over all words of the sentence. */
export type Way = 'itself' | 'the next' | 'the one before' | '[CLS]' | '[SEP]' | 'many';

/** What one head does with the whole sentence and with the chosen token. */
export interface HeadPicture {
  readonly arcs: readonly Arc[];
  readonly way: Way;
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
          arcs: arcsOf(square, tokens.length),
          way: wayOf(square, tokens),
          row: plainNumbers(traceRow(trace, `attentions.${layer}`, at, token)),
          context: plainNumbers(traceRow(trace, `context.${layer}`, at, token)),
        };
      }),
      output: plainNumbers(traceRow(trace, `attention_output.${layer}`, token)),
    };
  },
};

/**
 * The weights that are drawn, weakest first, so that the strongest lie on top. Three digits are enough for widths.
 * @param square [seqLen, seqLen]
 */
export function arcsOf(square: ArrayLike<number>, seqLen: number): Arc[] {
  return Array.from(square)
    .flatMap((weight, at): Arc[] =>
      weight < leastWeight ? [] : [[Math.floor(at / seqLen), at % seqLen, Number(weight.toPrecision(3))]],
    )
    .sort((a, b) => a[2] - b[2])
    .slice(-mostArcs);
}

/**
 * Where the words of the sentence look in this head: the kind of token that gets more than half of the weight, mean
 * over all words; `many` where none does. Rows of special tokens are left out.
 */
export function wayOf(square: ArrayLike<number>, tokens: HeadArcsView['tokens']): Way {
  const seqLen = tokens.length;
  const words = tokens.flatMap(({ special }, index) => (special ? [] : [index]));
  const sums = new Map<Way, number>();
  for (const from of words) {
    for (let to = 0; to < seqLen; to++) {
      const kind = kindOf(tokens, from, to);
      sums.set(kind, (sums.get(kind) ?? 0) + square[from * seqLen + to]! / words.length);
    }
  }
  const found = [...sums].find(([kind, share]) => kind !== 'many' && share > 0.5);
  return found?.[0] ?? 'many';
}

function kindOf(tokens: HeadArcsView['tokens'], from: number, to: number): Way {
  const { text, special } = tokens[to]!;
  if (special && (text === '[CLS]' || text === '[SEP]')) return text;
  if (to === from) return 'itself';
  if (to === from + 1) return 'the next';
  return to === from - 1 ? 'the one before' : 'many';
}
