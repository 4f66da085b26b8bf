import type { Token } from '../../../shared/tokenizer/token.ts';
import type { ReaderPlace } from '../../model/reader-place.ts';
import { type FigureView, plainNumbers, tokenWithin, traceRow } from '../../model/trace.ts';
import { cosinesWith } from '../layers/pair-drift.ts';

/** One token's row of the embedding table, and its similarity to the other tokens' rows. */
export interface EmbeddingsView extends Pick<ReaderPlace, 'layer' | 'head' | 'token'> {
  readonly tokens: readonly Token[];
  /** [hiddenSize] */
  readonly word: readonly number[];
  /** Cosine with every token's row, [seqLen], -1..1. */
  readonly cosines: readonly number[];
}

export const embeddingsFigure: FigureView<EmbeddingsView> = {
  names: () => ['embeddings.word'],
  view: (trace, place) => {
    const { layer, head } = place;
    const token = tokenWithin(trace, place);
    return {
      tokens: trace.tokens,
      layer,
      head,
      token,
      word: plainNumbers(traceRow(trace, 'embeddings.word', token)),
      cosines: plainNumbers(cosinesWith(trace, 'embeddings.word', token)),
    };
  },
};

/** The tokens most similar to `token`, without itself and repeated ids: at most `count` indices, best first. */
export function mostAlike(view: Pick<EmbeddingsView, 'tokens' | 'token' | 'cosines'>, count: number): number[] {
  const { tokens, token, cosines } = view;
  const isFirst = (index: number) => tokens.findIndex(({ id }) => id === tokens[index]!.id) === index;
  return tokens
    .map((_, index) => index)
    .filter((index) => tokens[index]!.id !== tokens[token]!.id && isFirst(index))
    .sort((a, b) => cosines[b]! - cosines[a]!)
    .slice(0, count);
}
