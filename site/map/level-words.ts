import type { Token } from '../../shared/tokenizer/token.ts';
import { quotedName } from '../figures/marks/tokens/token-name.ts';
import type { Level } from './place.ts';

type Named = Pick<Token, 'text'>;

/** The reader's place, with 0-based indices. */
export interface Spot {
  readonly tokens: readonly Named[];
  readonly layer: number;
  readonly head: number;
  readonly token: number;
  /** Index of the token attended to. */
  readonly key: number;
}

interface LevelWords {
  /** The level's name in the trail. */
  readonly name: (spot: Spot) => string;
  /** The text on the button that leads there. */
  readonly invitation: (spot: Spot) => string;
  /** The heading above the picture. */
  readonly title: (spot: Spot) => string;
  /** What the picture shows, in a sentence or two. */
  readonly says: string;
  /** What the arrow keys do on this level. */
  readonly keys: string;
  /** The chapter that explains the level. */
  readonly chapter: { readonly id: string; readonly name: string };
}

export const levelWords: Readonly<Record<Level, LevelWords>> = {
  model: {
    name: () => 'The model',
    invitation: () => 'Out to the whole model',
    title: () => 'What flows into each token, layer by layer',
    says: 'Each grey river is one token’s vector on its way through 12 layers, as wide as what the token keeps of itself. A strand is as wide as what another token brings.',
    keys: 'up and down: layers; left and right: tokens',
    chapter: { id: 'layers', name: 'Layers' },
  },
  floor: {
    name: ({ layer }) => `Layer ${layer + 1}`,
    invitation: ({ layer }) => `Into layer ${layer + 1}`,
    title: ({ layer }) => `Layer ${layer + 1}: 12 heads`,
    says: 'All strands of this layer are the work of 12 heads side by side. A row of a picture is a token that asks, a column a token that answers; the stronger the colour, the more weight.',
    keys: 'heads',
    chapter: { id: 'heads', name: 'Heads' },
  },
  head: {
    name: ({ head }) => `Head ${head + 1}`,
    invitation: ({ head }) => `Into head ${head + 1}`,
    title: ({ layer, head }) => `Layer ${layer + 1} · Head ${head + 1}: who looks where`,
    says: 'Every token asks, every token answers. Each row is one token’s attention, and it sums to 1.',
    keys: 'cells',
    chapter: { id: 'softmax', name: 'Softmax' },
  },
  row: {
    name: ({ tokens, token }) => quotedName(tokens, token),
    invitation: ({ tokens, token }) => `Into the row of ${quotedName(tokens, token)}`,
    title: ({ tokens, token }) => `Where ${quotedName(tokens, token)} looks`,
    says: 'One row of the head. What each token hands over is weighted by this share and added up.',
    keys: 'up and down: by weight; left and right: by place in the sentence',
    chapter: { id: 'weighted-sum', name: 'Weighted sum' },
  },
  pair: {
    name: ({ tokens, key }) => `to ${quotedName(tokens, key)}`,
    invitation: ({ tokens, token, key }) => `Why ${quotedName(tokens, token)} looks at ${quotedName(tokens, key)}`,
    title: ({ tokens, token, key }) => `${quotedName(tokens, token)} asks, ${quotedName(tokens, key)} answers`,
    says: 'The query of one token and the key of the other, 64 numbers each: how well they fit is the score, and softmax turns the row’s scores into weights.',
    keys: 'the token that answers',
    chapter: { id: 'projections', name: 'Projections' },
  },
  products: {
    name: () => '64 products',
    invitation: () => 'Into the 64 products',
    title: () => '64 products, one sum',
    says: 'Number by number, query times key. The line adds them up from left to right; where it ends, divided by 8, is the score.',
    keys: 'the token that answers',
    chapter: { id: 'scores', name: 'Scores' },
  },
};
