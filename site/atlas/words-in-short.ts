import type { Atlas } from '../../shared/atlas/atlas.ts';
import { headWords } from '../../shared/atlas/head-words.ts';
import { headSaid } from './head/head-said.ts';

/** The first that may be said of each head, with its numbers, [layers][heads]; empty where no rule names it. */
export function wordsInShort(atlas: Atlas): string[][] {
  return atlas.examples.map((heads, layer) =>
    heads.map((_, head) => {
      const [first] = headSaid(headWords(atlas, layer, head));
      return first === undefined ? '' : `${first.words}: ${first.numbers}.`;
    }),
  );
}
