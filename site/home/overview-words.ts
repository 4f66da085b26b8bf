import type { AttentionLens } from '../model/attention-trace.ts';

/** For each lens, what the squares show and what to look for. */
export const overviewWords: Readonly<Record<AttentionLens, string>> = {
  weight:
    'Each square is one head: a row for every token that asks, a column for every token that answers, bolder for more weight. On the diagonal a token looks at itself, one off it at a neighbour. Vertical stripes rest on one token, often `[SEP]`. Choose any square.',
  norm: 'Each square is one head: a row for every token that asks, a column for every token that answers, bolder where more of it arrives. Stripes that were bold by weight fade where the vectors they weight are short. Choose any square.',
  rollout:
    'Each square is one layer, all its heads and those of the layers before it multiplied through: a row for every token there, a column for every token of the input. There is none of a single head. Choose any square.',
};
