import type { Token } from './token.ts';

/** Tokens that came as ids, and the texts that their pieces spell. */
export interface SpelledTokens {
  readonly tokens: readonly Token[];
  /** Of the tokens of type 0, and of those of type 1: words joined by one space. */
  readonly texts: readonly [string, string];
}

const added = new Set(['[CLS]', '[SEP]', '[PAD]']);

/**
 * The tokens of these ids, as they are read: none is added. `##` continues a word; offsets point into the text that the
 * pieces of one type spell, because ids do not say which text they were made from.
 * @param types the segment of each token; 0 where absent
 * @param pieceOf the vocabulary's entry of an id
 */
export function tokensOfIds(
  ids: readonly number[],
  types: readonly number[] | undefined,
  pieceOf: (id: number) => string,
): SpelledTokens {
  const spelled = [new Spelling(), new Spelling()] as const;
  const tokens = ids.map((id, index): Token => {
    const type = types?.[index] === 1 ? 1 : 0;
    const text = pieceOf(id);
    if (!added.has(text)) {
      const { start, end, word } = spelled[type].append(text);
      return { id, text, start, end, special: false, word, type };
    }
    spelled[type].endWord();
    return { id, text, start: 0, end: 0, special: true, word: null, type };
  });
  return { tokens, texts: [spelled[0].text, spelled[1].text] };
}

/** A text that grows piece by piece. */
class Spelling {
  text = '';
  #word = -1;
  #inWord = false;

  append(piece: string): Pick<Token, 'start' | 'end' | 'word'> {
    const continues = piece.startsWith('##') && piece.length > 2 && this.#inWord;
    if (!continues) this.#word++;
    const before = continues || this.text === '' ? '' : ' ';
    const start = this.text.length + before.length;
    this.text += before + (continues ? piece.slice(2) : piece);
    this.#inWord = true;
    return { start, end: this.text.length, word: this.#word };
  }

  /** A piece with `##` after a token that is no word begins a word of its own. */
  endWord(): void {
    this.#inWord = false;
  }
}
