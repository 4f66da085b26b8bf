import type { HeadWords } from '../../../shared/atlas/head-words.ts';

/** What may be said of a head, in one of a few kinds. */
export const headKinds = ['relation', 'place', 'sep', 'cls', 'punctuation', 'spread', 'none'] as const;
export type Kind = (typeof headKinds)[number];

/** What heads of the kind do, and what finds all of them. */
export const kindWords: Readonly<
  Record<Kind, { readonly does: string; readonly short: string; readonly ask: string }>
> = {
  relation: { does: 'find a relation of grammar', short: 'grammar', ask: 'grammar' },
  place: { does: 'look at the token before, after, or itself', short: 'neighbours', ask: 'neighbours' },
  sep: { does: 'look mostly at [SEP], the separator', short: '[SEP]', ask: 'separators' },
  cls: { does: 'look mostly at [CLS], the first token', short: '[CLS]', ask: 'first token' },
  punctuation: { does: 'look mostly at punctuation', short: 'punctuation', ask: 'punctuation' },
  spread: { does: 'spread over the sentence', short: 'spread', ask: 'spread' },
  none: { does: 'do nothing that the rules have words for', short: 'no words', ask: 'nothing' },
};

export function kindOf(words: HeadWords): Kind {
  if (words.kind === 'relation') return 'relation';
  if (words.measure === 'entropy_bits') return 'spread';
  if (words.measure === 'sep' || words.measure === 'cls' || words.measure === 'punctuation') return words.measure;
  return 'place';
}

/** The kinds of a head, each once, in the order of its words; `none` where nothing may be said. */
export function kindsOf(words: readonly HeadWords[]): Kind[] {
  return words.length === 0 ? ['none'] : [...new Set(words.map(kindOf))];
}

const signs: Readonly<Record<string, string>> = {
  previous: '←',
  next: '→',
  self: '↻',
  sep: 'SEP',
  cls: 'CLS',
  punctuation: '. ,',
  entropy_bits: '···',
};

/** The dependents of relations, as short as a cell is; of others the label stands there. */
const relationSigns: Readonly<Record<string, string>> = {
  'aux:pass': 'passive',
  case: 'prep.',
  conj: 'list',
  cop: 'be',
  det: 'article',
  'nmod:poss': 'owner',
  nsubj: 'subject',
  obj: 'object',
  xcomp: 'inf.',
};

/** What stands in a head's cell: the relation that it finds best, in short, or a sign for its habit. */
export function cellSign([first]: readonly HeadWords[]): string {
  if (!first) return '';
  if (first.kind === 'habit') return signs[first.measure] ?? '';
  return relationSigns[first.relation] ?? first.relation;
}

/** The layers in which most heads of a kind are, 0-based, and how many of them. */
export interface KindLayers {
  readonly first: number;
  readonly last: number;
  readonly inside: number;
  readonly all: number;
}

const most = 0.8;

/** The fewest neighbouring layers that hold at least 80 % of the heads of a kind, the higher share first. */
export function layersOf(kind: Kind, kinds: readonly (readonly Kind[])[], layerCount: number): KindLayers {
  const heads = kinds.length / layerCount;
  const counts = Array.from({ length: layerCount }, (_, layer) => {
    return kinds.slice(layer * heads, (layer + 1) * heads).filter((ofHead) => ofHead.includes(kind)).length;
  });
  const all = counts.reduce((sum, count) => sum + count, 0);
  const ranges = counts.flatMap((_, first) =>
    counts.slice(first).map((_, length) => {
      const last = first + length;
      const inside = counts.slice(first, last + 1).reduce((sum, count) => sum + count, 0);
      return { first, last, inside, all };
    }),
  );
  return ranges
    .filter(({ inside }) => inside >= most * all)
    .sort((a, b) => a.last - a.first - (b.last - b.first) || b.inside - a.inside)[0]!;
}
