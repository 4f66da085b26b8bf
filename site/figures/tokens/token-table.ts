import type { Token } from '../../../shared/tokenizer/token.ts';
import { type FigureView, tokenWithin } from '../../model/trace.ts';

/** A token with the characters of the reader's text that it stands for; empty for a token that the model adds. */
export interface SourcedToken extends Token {
  readonly source: string;
}

export interface TokensView {
  readonly tokens: readonly SourcedToken[];
  readonly token: number;
}

export const tokensFigure: FigureView<TokensView> = {
  // Every answer lists the tokens, so the figure asks for the smallest tensor.
  names: () => ['mixing.0'],
  view: (trace, place) => ({
    tokens: withSource(trace.tokens, [place.text, place.pair]),
    token: tokenWithin(trace, place),
  }),
};

/** Adds to each token its characters in the text; offsets count UTF-16 units. */
export function withSource(tokens: readonly Token[], texts: readonly [string, string]): SourcedToken[] {
  return tokens.map((token) => ({ ...token, source: texts[token.type].slice(token.start, token.end) }));
}

/** The number of tokens that continue a word. */
export function continuations(tokens: readonly Token[]): number {
  return tokens.filter(({ text, special }) => !special && text.startsWith('##')).length;
}
