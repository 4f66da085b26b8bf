import type { Token } from '../../../../shared/tokenizer/token.ts';
import { wholeWords } from '../sentence.ts';
import functionWordList from './function-words.json' with { type: 'json' };

const functionWords: ReadonlySet<string> = new Set(functionWordList);

/** Whether a piece is a content word: three letters or more, and none of the function words of English. */
export function isContentWord(text: string): boolean {
  return /^\p{L}{3,}$/u.test(text) && !functionWords.has(text);
}

/**
 * Indices of the content words that are one entry of the vocabulary, rarest first. The vocabulary is sorted by
 * frequency, so a later row is a rarer word. A word that occurs twice is left out.
 */
export function contentWords(tokens: readonly Token[]): number[] {
  const isOnce = ({ id }: Token) => tokens.filter((other) => other.id === id).length === 1;
  return wholeWords({ tokens, tensors: {} })
    .filter((index) => isContentWord(tokens[index]!.text) && isOnce(tokens[index]!))
    .sort((a, b) => tokens[b]!.id - tokens[a]!.id);
}

/** The number of words that the vocabulary does not hold whole. */
export function countCutWords(tokens: readonly Token[]): number {
  const isPiece = (token: Token | undefined) => token?.text.startsWith('##') ?? false;
  return tokens.filter((token, index) => !token.special && !isPiece(token) && isPiece(tokens[index + 1])).length;
}
