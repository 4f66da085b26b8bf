import type { Token } from '../../../shared/tokenizer/token.ts';
import { headCount, type ReaderPlace } from '../../model/reader-place.ts';
import { type FigureView, plainNumbers, tokenWithin, traceRow } from '../../model/trace.ts';
import { rankKeys } from '../marks/tokens/row-ranking.ts';

/** The result of one head for one token. */
export interface HeadResult {
  /** Index of the token with the largest weight. */
  readonly key: number;
  readonly weight: number;
  /** [headSize] */
  readonly context: readonly number[];
}

export interface HeadsView extends Pick<ReaderPlace, 'layer' | 'head' | 'token'> {
  readonly tokens: readonly Token[];
  /** [numAttentionHeads] */
  readonly results: readonly HeadResult[];
  /** [hiddenSize] */
  readonly attentionOutput: readonly number[];
}

const heads = Array.from({ length: headCount }, (_, head) => head);

export const headsFigure: FigureView<HeadsView> = {
  names: ({ layer }) => [`attentions.${layer}`, `context.${layer}`, `attention_output.${layer}`],
  view: (trace, place) => {
    const { layer, head } = place;
    const token = tokenWithin(trace, place);
    const results = heads.map((at) => {
      const [{ key, weight }] = rankKeys(traceRow(trace, `attentions.${layer}`, at, token)) as [HeadResult];
      return { key, weight, context: plainNumbers(traceRow(trace, `context.${layer}`, at, token)) };
    });
    const attentionOutput = plainNumbers(traceRow(trace, `attention_output.${layer}`, token));
    return { tokens: trace.tokens, layer, head, token, results, attentionOutput };
  },
};
