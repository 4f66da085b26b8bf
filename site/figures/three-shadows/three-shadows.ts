import type { Token } from '../../../shared/tokenizer/token.ts';
import type { ReaderPlace } from '../../model/reader-place.ts';
import { type FigureView, plainNumbers, type Trace, tokenWithin, traceRow } from '../../model/trace.ts';

export const roles = ['query', 'key', 'value'] as const;
export type Role = (typeof roles)[number];

/** A token's vector, and the query, key and value that one head makes of it. */
export interface Shadows extends Readonly<Record<Role, readonly number[]>> {
  readonly token: number;
  /** The layer's input, [hiddenSize]; query, key and value are [headSize]. */
  readonly vector: readonly number[];
}

export interface ThreeShadowsView extends Pick<ReaderPlace, 'layer' | 'head'> {
  readonly tokens: readonly Pick<Token, 'text' | 'special'>[];
  readonly chosen: Shadows;
  /** Another token in the same head; undefined where the text has no other. */
  readonly other: Shadows | undefined;
}

/**
 * The figure of the chosen token beside another one.
 * @param picked index of the other token; where it is undefined or the chosen token itself, the word whose key fits the
 *   token's query best
 */
export function threeShadowsFigure(picked: () => number | undefined = () => undefined): FigureView<ThreeShadowsView> {
  return {
    names: ({ layer }) => [`hidden_states.${layer}`, `query.${layer}`, `key.${layer}`, `value.${layer}`],
    view: (trace, place) => {
      const { layer, head } = place;
      const token = tokenWithin(trace, place);
      const wanted = picked();
      const isThere = wanted !== undefined && wanted !== token && wanted < trace.tokens.length;
      const other = isThere ? wanted : bestFit(trace, place, token);
      return {
        tokens: trace.tokens.map(({ text, special }) => ({ text, special })),
        layer,
        head,
        chosen: shadowsOf(trace, place, token),
        other: other === undefined ? undefined : shadowsOf(trace, place, other),
      };
    },
  };
}

function shadowsOf(trace: Trace, { layer, head }: Pick<ReaderPlace, 'layer' | 'head'>, token: number): Shadows {
  const row = (role: Role) => plainNumbers(traceRow(trace, `${role}.${layer}`, head, token));
  return {
    token,
    vector: plainNumbers(traceRow(trace, `hidden_states.${layer}`, token)),
    query: row('query'),
    key: row('key'),
    value: row('value'),
  };
}

/**
 * The other word whose key has the largest product with the token's query in this head. Where there is no other word,
 * punctuation or a special token.
 */
export function bestFit(
  trace: Trace,
  { layer, head }: Pick<ReaderPlace, 'layer' | 'head'>,
  token: number,
): number | undefined {
  const query = traceRow(trace, `query.${layer}`, head, token);
  const others = trace.tokens.flatMap((_, index) => (index === token ? [] : [index]));
  const words = others.filter(
    (index) => !trace.tokens[index]!.special && /[\p{L}\p{N}]/u.test(trace.tokens[index]!.text),
  );
  const product = (index: number) =>
    traceRow(trace, `key.${layer}`, head, index).reduce((sum, value, at) => sum + value * query[at]!, 0);
  const ranked = (words.length > 0 ? words : others).sort((a, b) => product(b) - product(a));
  return ranked[0];
}

/** Interpolates between two vectors, number by number, at `part` 0..1. */
export function between(from: readonly number[], to: readonly number[], part: number): readonly number[] {
  if (part >= 1 || from.length !== to.length) return to;
  return to.map((value, at) => from[at]! + (value - from[at]!) * part);
}
