import type { Token } from '../../../../shared/tokenizer/token.ts';

type Named = Pick<Token, 'text'>;

/**
 * The index of a token whose text occurs more than once in the sentence, to distinguish the occurrences; undefined for
 * any other.
 */
export function twinIndex(tokens: readonly Named[], index: number): number | undefined {
  const { text } = tokens[index]!;
  const hasTwin = tokens.some((token, other) => other !== index && token.text === text);
  return hasTwin ? index : undefined;
}

/** A token's name: "cat", or "cat (token 9)" where the sentence has another *cat*. */
export function tokenName(tokens: readonly Named[], index: number): string {
  const twin = twinIndex(tokens, index);
  return twin === undefined ? tokens[index]!.text : `${tokens[index]!.text} (token ${twin})`;
}

/** The same in quotes, for sentences in which the token could be read as one of their words: “it”, “the” (token 5). */
export function quotedName(tokens: readonly Named[], index: number): string {
  const twin = twinIndex(tokens, index);
  const quoted = `“${tokens[index]!.text}”`;
  return twin === undefined ? quoted : `${quoted} (token ${twin})`;
}
