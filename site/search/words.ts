/** A word of a text, and the forms under which it is found. */
export interface FoundWord {
  readonly start: number;
  readonly end: number;
  /** The whole word first, in small letters without accents: `attention_probs`, then its parts. */
  readonly forms: readonly string[];
}

/** Letters, digits and the signs inside names: `W_O`, `[SEP]`, `##ing`, `9-11`, `/v1/trace`, `king's`. */
const word = /[\p{L}\p{N}\p{M}#](?:[\p{L}\p{N}\p{M}_#'’.:/-]*[\p{L}\p{N}\p{M}])?/gu;

/**
 * The words of a text. A name is found whole, by its parts, and without its joints: `W_O` also as `wo`, `feed-forward`
 * also as `feed` and `forward`, `d_k` also as `dk`.
 */
export function wordsOf(text: string): FoundWord[] {
  return Array.from(text.matchAll(word), ({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
    forms: formsOf(found),
  }));
}

/** What is looked for: each word as a whole. */
export function askedWords(query: string): string[] {
  return wordsOf(query).map(({ forms }) => forms[0]!);
}

function formsOf(found: string): string[] {
  const whole = plain(found);
  const parts = whole.split(/[_'.:/#-]+/).filter((part) => part !== '');
  return [...new Set([whole, ...parts, parts.join('')])];
}

/** Small letters without accents; one kind of apostrophe. */
function plain(found: string): string {
  return found.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('’', "'").toLowerCase().replace(/'s$/, '');
}
