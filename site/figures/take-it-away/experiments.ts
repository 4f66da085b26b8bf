import { upTo } from '../../model/attention-file.ts';
import { headCount, layerCount } from '../../model/reader-place.ts';

/** One change of the pass, as `interventions` of the API takes it. */
export interface Intervention {
  readonly at: string;
  readonly heads?: number[];
  readonly tokens?: number[];
  readonly from?: number[];
  readonly to?: number[];
  readonly set?: number | 'uniform' | 'identity';
  readonly scale?: number;
  readonly freeze?: true;
  readonly renormalize?: true;
}

/** The fields of a request that change the pass. */
export interface Change {
  readonly position_ids?: number[];
  readonly interventions?: Intervention[];
}

/** A part of the model that the reader chooses, and the sentence that is read; all 0-based. */
export interface Place {
  readonly layers: readonly number[];
  /** How many heads of each layer stay, fewer than all. */
  readonly heads: number;
  /** Index of the token that is taken away. */
  readonly token: number;
  /** Index of the token to guess. */
  readonly blank: number;
  readonly tokens: readonly { readonly special: boolean }[];
}

/** One way of taking the chapter's step away. */
export interface Choice {
  /** What stands over the changed guesses. */
  readonly name: string;
  /** What exactly is changed. */
  readonly note: string;
  /** What follows where the guess stays as it was. */
  readonly ifSame?: string;
  readonly change: (place: Place) => Change;
}

/** What a chapter takes away. */
export interface Experiment {
  readonly title: string;
  readonly question: string;
  readonly choices: readonly Choice[];
  /** First and last layer at first, where the reader chooses layers. */
  readonly layers?: readonly [first: number, last: number];
  /** How many heads of each layer stay at first, where the reader chooses that. */
  readonly heads?: number;
  /** The question to which a token is the answer, where the reader chooses one. */
  readonly token?: string;
}

const everywhere = (at: string, change: Omit<Intervention, 'at'>): Change => ({
  interventions: [{ at: `${at}.*`, ...change }],
});

/** The same change at several sites of some layers. */
function inLayers(
  sites: readonly string[],
  layers: readonly number[],
  change: Omit<Intervention, 'at'>,
): Intervention[] {
  const names = layers.length === layerCount ? ['*'] : layers;
  return names.flatMap((layer) => sites.map((site) => ({ at: `${site}.${layer}`, ...change })));
}

/** Every word gets the position of its mirror image; the special tokens keep theirs. */
function backwards(tokens: Place['tokens']): number[] {
  const words = tokens.flatMap(({ special }, index) => (special ? [] : [index]));
  return tokens.map((_, index) => {
    const at = words.indexOf(index);
    return at < 0 ? index : words[words.length - 1 - at]!;
  });
}

const noPositions: Intervention = { at: 'embeddings.position', set: 0 };

/** By the chapter's id. */
export const experiments: Readonly<Record<string, Experiment>> = {
  'attention-off': {
    title: 'looking around',
    question: 'What is left where every token may look at itself alone?',
    choices: [
      {
        name: 'Each sees only itself',
        note: 'In all 144 heads each token gives its whole weight to itself.',
        change: () => everywhere('attentions', { set: 'identity' }),
      },
      {
        name: 'Nothing from attention',
        note: 'What attention adds to a token is 0 in every layer, its bias too.',
        change: () => everywhere('attention_output', { set: 0 }),
      },
    ],
  },
  tokens: {
    title: 'one token',
    question: 'Which token does the guess hang on?',
    token: 'The token whose row of the table is left out',
    choices: [
      {
        name: 'Without its row',
        note: 'The token keeps its place, but its 768 numbers from the table are 0.',
        change: ({ token }) => ({ interventions: [{ at: 'embeddings.word', tokens: [token], set: 0 }] }),
      },
    ],
  },
  embeddings: {
    title: 'the words’ vectors',
    question: 'What can be said of places without words?',
    choices: [
      {
        name: 'Only the blank is known',
        note: 'Of all words but the blank the row of the table is 0. Their positions are left.',
        change: ({ blank, tokens }) => ({
          interventions: [
            {
              at: 'embeddings.word',
              tokens: upTo(tokens.length).filter((index) => index !== blank && !tokens[index]!.special),
              set: 0,
            },
          ],
        }),
      },
      {
        name: 'No token is known',
        note: 'Of every token the row of the table is 0, the blank’s and the marks’ too.',
        change: () => ({ interventions: [{ at: 'embeddings.word', set: 0 }] }),
      },
    ],
  },
  positions: {
    title: 'the positions',
    question: 'What are positions for?',
    choices: [
      {
        name: 'No positions',
        note: 'The position’s vector is 0 for every token.',
        change: () => ({ interventions: [noPositions] }),
      },
      {
        name: 'No positions, the old weights',
        note: 'Again no token has a position, but all 144 heads get the weights that they have in the whole model.',
        ifSame: 'With the old weights the guess can do without positions: all that it needs of them is in the weights.',
        change: () => ({ interventions: [noPositions, { at: 'attentions.*', freeze: true }] }),
      },
      {
        name: 'Positions backwards',
        note: 'The first word gets the last word’s position, and so on; the words stay where they are.',
        change: ({ tokens }) => ({ position_ids: backwards(tokens) }),
      },
    ],
  },
  projections: {
    title: 'one of the three',
    question: 'Which of the three could it do without?',
    choices: [
      {
        name: 'No queries',
        note: 'Every query is 0. So every score is 0, and each token looks at all alike.',
        change: () => everywhere('query', { set: 0 }),
      },
      {
        name: 'No keys',
        note: 'Every key is 0. So every score is 0, just as without queries: a score is a product of both.',
        change: () => everywhere('key', { set: 0 }),
      },
      {
        name: 'No values',
        note: 'Every value is 0. The weights are there, and nothing is handed over.',
        change: () => everywhere('value', { set: 0 }),
      },
    ],
  },
  scores: {
    title: 'the division by 8',
    question: 'What if nothing were divided by 8?',
    choices: [
      {
        name: 'No division',
        note: 'In every head all scores are 8 times as large, so softmax is sharper.',
        change: () => everywhere('attention_scores', { scale: 8 }),
      },
      {
        name: 'Divided twice',
        note: 'In every head all scores are divided by 8 once more, so the weights are nearly alike.',
        change: () => everywhere('attention_scores', { scale: 1 / 8 }),
      },
    ],
  },
  softmax: {
    title: 'the choice',
    question: 'What if a token looked at all others alike?',
    layers: [0, 3],
    choices: [
      {
        name: 'All weights alike',
        note: 'In these layers every weight of every head is 1 divided by the number of tokens.',
        ifSame: 'For this guess it matters little where these layers look.',
        change: ({ layers }) => ({ interventions: inLayers(['attentions'], layers, { set: 'uniform' }) }),
      },
    ],
  },
  'weighted-sum': {
    title: 'what one token hands over',
    question: 'What does one token bring?',
    token: 'The token that hands nothing over',
    choices: [
      {
        name: 'Its values are 0',
        note: 'The others still look at this token with the same weights, as far as they know it; what they get from it is 0, in every head.',
        change: ({ token }) => everywhere('value', { tokens: [token], set: 0 }),
      },
    ],
  },
  heads: {
    title: 'some of the heads',
    question: 'How few heads would do?',
    heads: 6,
    choices: [
      {
        name: 'Fewer heads',
        note: 'The other heads of every layer hand on 0. Which of them are the first has no meaning.',
        change: ({ heads }) =>
          everywhere('context', { heads: upTo(headCount).filter((head) => head >= heads), set: 0 }),
      },
    ],
  },
  residual: {
    title: 'the residual path',
    question: 'What if a layer put its result in the token’s place?',
    layers: [5, 5],
    choices: [
      {
        name: 'No path past attention',
        note: 'In these layers only what attention found goes on; what the token was before is 0.',
        change: ({ layers }) => ({ interventions: inLayers(['attention_residual'], layers, { set: 0 }) }),
      },
      {
        name: 'No path past feed-forward',
        note: 'In these layers only what the feed-forward network says goes on; what the token was before is 0.',
        change: ({ layers }) => ({ interventions: inLayers(['feed_forward_residual'], layers, { set: 0 }) }),
      },
    ],
  },
  'feed-forward': {
    title: 'the feed-forward network',
    question: 'Is attention all you need?',
    layers: [0, layerCount - 1],
    choices: [
      {
        name: 'No feed-forward',
        note: 'In these layers the feed-forward network adds 0 to every token.',
        change: ({ layers }) => ({ interventions: inLayers(['feed_forward_output'], layers, { set: 0 }) }),
      },
    ],
  },
  layers: {
    title: 'a layer',
    question: 'Could one layer be skipped?',
    layers: [4, 4],
    choices: [
      {
        name: 'Layers that add nothing',
        note: 'In these layers attention and the feed-forward network add 0. Only the two LayerNorms are left.',
        ifSame: 'The others do without what these layers add.',
        change: ({ layers }) => ({
          interventions: inLayers(['attention_output', 'feed_forward_output'], layers, { set: 0 }),
        }),
      },
    ],
  },
  lenses: {
    title: 'one look',
    question: 'Does the guess need the look?',
    token: 'The token that the blank may not look at',
    choices: [
      {
        name: 'May not look there',
        note: 'In all 144 heads the blank’s weight for this token is 0, and its other weights are scaled up to sum to 1. What it knows, the others may still pass on.',
        change: ({ blank, token }) =>
          everywhere('attentions', { from: [blank], to: [token], set: 0, renormalize: true }),
      },
    ],
  },
};

/** What the chapter takes away. @throws Error where there is nothing */
export function experimentOf(chapter: string): Experiment {
  const experiment = experiments[chapter];
  if (experiment) return experiment;
  throw new Error(`expected one of ${Object.keys(experiments)}, found ${chapter}`);
}
