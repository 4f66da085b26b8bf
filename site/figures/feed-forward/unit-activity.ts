import type { Token } from '../../../shared/tokenizer/token.ts';
import type { ReaderPlace } from '../../model/reader-place.ts';
import { type FigureView, plainNumbers, tokenWithin, traceRow } from '../../model/trace.ts';

/** One token on its way through a feed-forward network. */
export interface FeedForwardView extends Pick<ReaderPlace, 'layer' | 'head' | 'token'> {
  readonly tokens: readonly Token[];
  /** Input of the network, [hiddenSize]. */
  readonly attentionBlock: readonly number[];
  /** Activations after GELU, [intermediateSize]. */
  readonly intermediate: readonly number[];
  /** Output, which is added to the input, [hiddenSize]. */
  readonly feedForwardOutput: readonly number[];
}

export const feedForwardFigure: FigureView<FeedForwardView> = {
  names: ({ layer }) => [`attention_block.${layer}`, `intermediate.${layer}`, `feed_forward_output.${layer}`],
  view: (trace, place) => {
    const { layer, head } = place;
    const token = tokenWithin(trace, place);
    const row = (name: string) => plainNumbers(traceRow(trace, `${name}.${layer}`, token));
    return {
      tokens: trace.tokens,
      layer,
      head,
      token,
      attentionBlock: row('attention_block'),
      intermediate: row('intermediate'),
      feedForwardOutput: row('feed_forward_output'),
    };
  },
};

/** How many units have an activation above 0. */
export function activeUnits(intermediate: readonly number[]): number {
  return intermediate.filter((value) => value > 0).length;
}

/** Indices of the `count` units with the largest activations. */
export function strongestUnits(intermediate: readonly number[], count: number): number[] {
  return intermediate
    .map((_, unit) => unit)
    .sort((a, b) => intermediate[b]! - intermediate[a]!)
    .slice(0, count);
}
