/** One WordPiece token and where it comes from. */
export interface Token {
  /** Row of the word-embedding table. */
  readonly id: number;
  /** The piece, as the vocabulary spells it: `##` continues a word. */
  readonly text: string;
  /** First UTF-16 unit in the text it comes from; 0 for a token that the model's template added. */
  readonly start: number;
  /** One past its last UTF-16 unit; 0 for a token that the template added. */
  readonly end: number;
  /** Added by the template: `[CLS]`, `[SEP]`. */
  readonly special: boolean;
  /** Which whitespace-and-punctuation word of its text, from 0; null for a token that the template added. */
  readonly word: number | null;
  /** Which text it comes from, and which segment embedding it gets: 0 or 1. */
  readonly type: 0 | 1;
}
