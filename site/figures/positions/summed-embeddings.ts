import type { Token } from '../../../shared/tokenizer/token.ts';
import type { ReaderPlace } from '../../model/reader-place.ts';
import { type FigureView, plainNumbers, tokenWithin, traceRow } from '../../model/trace.ts';

/** The three learned vectors of one token, and their sum before LayerNorm: [hiddenSize] each. */
export interface PositionsView extends Pick<ReaderPlace, 'layer' | 'head' | 'token'> {
  readonly tokens: readonly Token[];
  readonly word: readonly number[];
  readonly position: readonly number[];
  readonly tokenType: readonly number[];
  readonly sum: readonly number[];
  /** After LayerNorm. */
  readonly hiddenStates: readonly number[];
}

export const positionsFigure: FigureView<PositionsView> = {
  names: () => ['embeddings.word', 'embeddings.position', 'embeddings.token_type', 'embeddings.sum', 'hidden_states.0'],
  view: (trace, place) => {
    const { layer, head } = place;
    const token = tokenWithin(trace, place);
    const row = (name: string) => plainNumbers(traceRow(trace, name, token));
    return {
      tokens: trace.tokens,
      layer,
      head,
      token,
      word: row('embeddings.word'),
      position: row('embeddings.position'),
      tokenType: row('embeddings.token_type'),
      sum: row('embeddings.sum'),
      hiddenStates: row('hidden_states.0'),
    };
  },
};
