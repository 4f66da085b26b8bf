import { prose } from '../../../figures/marks/prose/prose.ts';
import { below, shuffled } from '../../random.ts';
import { optionCount } from '../options.ts';
import type { Option, QuestionKind } from '../question.ts';
import type { Sentence } from '../sentence.ts';

interface Cut {
  /** The word as the reader typed it. */
  readonly source: string;
  /** Index of its first token. */
  readonly token: number;
  readonly pieces: readonly string[];
}

/** "How many pieces does *snowboarding* become?" Asked of words that have several. */
export const wordPieces: QuestionKind = {
  name: 'word-pieces',
  concept: 'tokens',
  card: 'tokens-longest',
  tensors: () => ['hidden_states.0'],
  ask: (sentence, layer, random) => {
    const [cut] = shuffled(cutWords(sentence), random);
    if (!cut) return undefined;
    const count = cut.pieces.length;
    const first = Math.max(1, count - below(optionCount, random));
    const counts = Array.from({ length: optionCount }, (_, index) => first + index);
    const option = (number: number): Option => ({
      label: prose`${number}`,
      measured: [],
      ...(number === 1 && { why: 'That is so for words that the vocabulary holds whole.' }),
    });
    const wrong = counts.filter((number) => number !== count);
    return {
      chapter: 'tokens',
      place: { layer, head: 0, token: cut.token },
      prompt: prose`Into how many pieces is ${cut.source} cut?`,
      from: prose`Which beginning of it is a common word by itself? WordPiece cuts off the longest piece that is in its list of 30,522, then the next.`,
      options: [option(count), ...wrong.map(option)],
      explanation: prose`${count}: ${cut.pieces.join(' ')}. The longest piece that fits is taken each time; ## marks a piece that continues a word.`,
    };
  },
};

function cutWords({ text, pair, trace: { tokens } }: Sentence): Cut[] {
  return tokens.flatMap((token, index): Cut[] => {
    if (token.special || token.text.startsWith('##') || !tokens[index + 1]?.text.startsWith('##')) return [];
    const rest = tokens.slice(index + 1);
    const end = rest.findIndex((next) => !next.text.startsWith('##'));
    const pieces = [token, ...rest.slice(0, end < 0 ? undefined : end)];
    const source = (token.type === 0 ? text : pair).slice(token.start, pieces.at(-1)!.end);
    return [{ source, token: index, pieces: pieces.map((piece) => piece.text) }];
  });
}
