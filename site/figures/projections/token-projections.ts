import type { Token } from '../../../shared/tokenizer/token.ts';
import type { ReaderPlace } from '../../model/reader-place.ts';
import { type FigureView, plainNumbers, tokenWithin, traceRow } from '../../model/trace.ts';

/** One token's vector, and the three that one head projects it to. */
export interface ProjectionsView extends Pick<ReaderPlace, 'layer' | 'head' | 'token'> {
  readonly tokens: readonly Token[];
  /** Input of the layer, [hiddenSize]. */
  readonly hiddenStates: readonly number[];
  /** [headSize] each */
  readonly query: readonly number[];
  readonly key: readonly number[];
  readonly value: readonly number[];
}

export const projectionsFigure: FigureView<ProjectionsView> = {
  names: ({ layer }) => [`hidden_states.${layer}`, `query.${layer}`, `key.${layer}`, `value.${layer}`],
  view: (trace, place) => {
    const { layer, head } = place;
    const token = tokenWithin(trace, place);
    const row = (name: string) => plainNumbers(traceRow(trace, `${name}.${layer}`, head, token));
    return {
      tokens: trace.tokens,
      layer,
      head,
      token,
      hiddenStates: plainNumbers(traceRow(trace, `hidden_states.${layer}`, token)),
      query: row('query'),
      key: row('key'),
      value: row('value'),
    };
  },
};
