import { limits } from '../../shared/api/limits.ts';
import type { Token } from '../../shared/tokenizer/token.ts';
import { truncateLongestFirst } from '../../shared/tokenizer/truncation.ts';
import type { Sentence } from '../model/reader-place.ts';
import type { TextTooLong } from '../model/token-count.ts';

type TooLong = Pick<TextTooLong, 'sentence' | 'tokens'>;

/** The beginning of a text that the model can read. Of two texts the longer one is cut first. */
export function fittingText(tooLong: TooLong): Sentence {
  const { text, pair } = tooLong.sentence;
  const kept = keptTokens(tooLong);
  const beginning = (whole: string, type: 0 | 1) => {
    const dropped = tooLong.tokens.find((token) => isOfText(token, type) && !kept.has(token));
    // One character may give several tokens. Where only some of them fit, the whole character is dropped.
    return (dropped === undefined ? whole : whole.slice(0, dropped.start)).trim();
  };
  return { text: beginning(text, 0), pair: beginning(pair, 1) };
}

/** For each token, whether it is beyond the model's limit: [tokens]. */
export function beyondLimit(tooLong: TooLong): boolean[] {
  const kept = keptTokens(tooLong);
  return tooLong.tokens.map((token) => !token.special && !kept.has(token));
}

function keptTokens({ tokens }: TooLong): ReadonlySet<Token> {
  const ofText = (type: 0 | 1) => tokens.filter((token) => isOfText(token, type));
  const added = tokens.filter(({ special }) => special).length;
  const { first, second } = truncateLongestFirst(ofText(0), ofText(1), limits.tokensPerText - added);
  return new Set([...first, ...second]);
}

function isOfText({ special, type }: Token, asked: 0 | 1): boolean {
  return !special && type === asked;
}
