import type { Token } from '../../shared/tokenizer/token.ts';

type Piece = Pick<Token, 'text' | 'start' | 'end' | 'special' | 'type' | 'word'>;

const mostNamed = 3;
/** Chinese characters, each of which BERT's tokenizer makes a word. */
const ideograph = /^\p{Script=Han}$/u;

/** Notes on what this BERT never learned to read in a text, one for each kind; empty for plain English. */
export function unlearned(tokens: readonly Piece[], text: string, pair: string): string[] {
  const source = ({ type, start, end }: Piece) => (type === 0 ? text : pair).slice(start, end);
  const unknown = tokens.filter((token) => token.text === '[UNK]' && !token.special && source(token) !== '[UNK]');
  const spelled = spelledWords(tokens).map((pieces) => source({ ...pieces[0]!, end: pieces.at(-1)!.end }));
  const hasIdeographs = tokens.some(({ text: piece }) => ideograph.test(piece));
  return [
    ...(unknown.length > 0
      ? [
          `BERT never learned ${named(unknown.map(source))}. It reads “[UNK]”, unknown, in that place, whatever stood there.`,
        ]
      : []),
    ...(spelled.length > 0
      ? [`BERT knows the letters of ${named(spelled)} and no longer pieces: it spells. It learned from English texts.`]
      : []),
    ...(hasIdeographs ? ['Chinese characters are read one by one, each as a word of its own.'] : []),
  ];
}

/** Words of four letters or more whose pieces are all single letters. */
function spelledWords(tokens: readonly Piece[]): Piece[][] {
  const words = new Map<string, Piece[]>();
  for (const token of tokens) {
    if (token.special || token.word === null) continue;
    const key = `${token.type} ${token.word}`;
    words.set(key, [...(words.get(key) ?? []), token]);
  }
  const isLetter = ({ text }: Piece) => /^(##)?\p{L}$/u.test(text);
  return [...words.values()].filter((pieces) => pieces.length >= 4 && pieces.every(isLetter));
}

function named(words: readonly string[]): string {
  const different = [...new Set(words)];
  const quoted = different.slice(0, mostNamed).map((word) => `“${word}”`);
  const more = different.length - quoted.length;
  return more > 0 ? `${quoted.join(', ')} and ${more} more` : quoted.join(', ').replace(/, ([^,]*)$/, ' and $1');
}
