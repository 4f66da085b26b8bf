import type { DocumentSentence } from './documents.ts';

/** A mention that has an earlier one of the same thing. Words are indices among those of all the sentences. */
export interface AntecedentCase {
  /** Its head word. */
  readonly mention: number;
  /** Head words of all earlier mentions, rising, each once. */
  readonly candidates: readonly number[];
  /** Those that are of the same thing. */
  readonly right: ReadonlySet<number>;
}

/** The cases in sentences that are read together; a mention within another with the same head word is none of its own. */
export function antecedentCases(sentences: readonly DocumentSentence[]): AntecedentCase[] {
  const entitiesAt = new Map<number, Set<string>>();
  let first = 0;
  for (const { sentence, mentions } of sentences) {
    for (const { entity, head } of mentions) {
      entitiesAt.set(first + head, (entitiesAt.get(first + head) ?? new Set()).add(entity));
    }
    first += sentence.words.length;
  }
  const heads = [...entitiesAt.keys()].sort((a, b) => a - b);
  return heads.flatMap((mention, index) => {
    const candidates = heads.slice(0, index);
    const own = entitiesAt.get(mention)!;
    const right = new Set(candidates.filter((word) => [...own].some((entity) => entitiesAt.get(word)!.has(entity))));
    return right.size === 0 ? [] : [{ mention, candidates, right }];
  });
}

/** The rules that stand beside the heads: the nearest candidate; the nearest with the same word, else the nearest. */
export const rules = {
  nearest: ({ candidates }: AntecedentCase): number => candidates.at(-1)!,
  same_word: ({ candidates, mention }: AntecedentCase, forms: readonly string[]): number => {
    const own = forms[mention]!.toLowerCase();
    return candidates.findLast((word) => forms[word]!.toLowerCase() === own) ?? candidates.at(-1)!;
  },
} as const;

/** The candidate with most weight in a mention's row; of equal ones the first. `row` is over all words. */
export function heaviestCandidate({ candidates }: AntecedentCase, row: Float32Array): number {
  return candidates.reduce((best, word) => (row[word]! > row[best]! ? word : best));
}
