import type { Token } from '../../../shared/tokenizer/token.ts';
import { type FigureView, tokenWithin } from '../../model/trace.ts';

/** A token with the characters of the reader's text that it stands for; empty for an added token. */
export interface SourcedToken extends Token {
  readonly source: string;
}

export interface TokensView {
  readonly tokens: readonly SourcedToken[];
  readonly token: number;
}

export const tokensFigure: FigureView<TokensView> = {
  // Tokens come with every answer; this is the smallest tensor to ask for.
  names: () => ['mixing.0'],
  view: (trace, place) => ({
    tokens: withSource(trace.tokens, [place.text, place.pair]),
    token: tokenWithin(trace, place),
  }),
};

/** Cuts each token's characters out of the text it comes from; offsets count UTF-16 units. */
export function withSource(tokens: readonly Token[], texts: readonly [string, string]): SourcedToken[] {
  return tokens.map((token) => ({ ...token, source: texts[token.type].slice(token.start, token.end) }));
}

/** How many of the tokens continue a word. */
export function continuations(tokens: readonly Token[]): number {
  return tokens.filter(({ text, special }) => !special && text.startsWith('##')).length;
}
