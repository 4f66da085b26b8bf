/** One way of taking the chapter's step away, in words. */
export interface ChoiceWords {
  /** What stands over the changed guesses. */
  readonly name: string;
  /** What exactly is changed. */
  readonly note: string;
  /** What follows where the guess stays as it was. */
  readonly ifSame?: string;
}

/** What a chapter takes away, in words: a page gets its own chapter's alone. */
export interface ExperimentWords {
  readonly title: string;
  readonly question: string;
  /** What the token is to which the reader points, where the reader chooses one. */
  readonly token?: string;
  /** In the order of the experiment's changes. */
  readonly choices: readonly ChoiceWords[];
}

/** By the chapter's id. */
export const experimentWords: Readonly<Record<string, ExperimentWords>> = {
  'attention-off': {
    title: 'looking around',
    question: 'What is left where every token may look at itself alone?',
    choices: [
      {
        name: 'Each sees only itself',
        note: 'In all 144 heads each token gives its whole weight to itself.',
      },
      {
        name: 'Nothing from attention',
        note: 'What attention adds to a token is 0 in every layer, its bias too.',
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
      },
      {
        name: 'No token is known',
        note: 'Of every token the row of the table is 0, the blank’s and the marks’ too.',
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
      },
      {
        name: 'No positions, the old weights',
        note: 'Again no token has a position, but all 144 heads get the weights that they have in the whole model.',
        ifSame: 'With the old weights the guess can do without positions: all that it needs of them is in the weights.',
      },
      {
        name: 'Positions backwards',
        note: 'The first word gets the last word’s position, and so on; the words stay where they are.',
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
      },
      {
        name: 'No keys',
        note: 'Every key is 0. So every score is 0, just as without queries: a score is a product of both.',
      },
      {
        name: 'No values',
        note: 'Every value is 0. The weights are there, and nothing is handed over.',
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
      },
      {
        name: 'Divided twice',
        note: 'In every head all scores are divided by 8 once more, so the weights are nearly alike.',
      },
    ],
  },
  softmax: {
    title: 'the choice',
    question: 'What if a token looked at all others alike?',
    choices: [
      {
        name: 'All weights alike',
        note: 'In these layers every weight of every head is 1 divided by the number of tokens.',
        ifSame: 'For this guess it matters little where these layers look.',
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
      },
    ],
  },
  heads: {
    title: 'some of the heads',
    question: 'How few heads would do?',
    choices: [
      {
        name: 'Fewer heads',
        note: 'The other heads of every layer hand on 0. Which of them are the first has no meaning.',
      },
    ],
  },
  residual: {
    title: 'the residual path',
    question: 'What if a layer put its result in the token’s place?',
    choices: [
      {
        name: 'No path past attention',
        note: 'In these layers only what attention found goes on; what the token was before is 0.',
      },
      {
        name: 'No path past feed-forward',
        note: 'In these layers only what the feed-forward network says goes on; what the token was before is 0.',
      },
    ],
  },
  'feed-forward': {
    title: 'the feed-forward network',
    question: 'Is attention all you need?',
    choices: [
      {
        name: 'No feed-forward',
        note: 'In these layers the feed-forward network adds 0 to every token.',
      },
    ],
  },
  layers: {
    title: 'a layer',
    question: 'Could one layer be skipped?',
    choices: [
      {
        name: 'Layers that add nothing',
        note: 'In these layers attention and the feed-forward network add 0. Only the two LayerNorms are left.',
        ifSame: 'The others do without what these layers add.',
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
      },
    ],
  },
};
