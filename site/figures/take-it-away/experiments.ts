import { upTo } from '../../model/attention-file.ts';
import { maskText } from '../../model/blank.ts';
import { headCount, layerCount } from '../../model/reader-place.ts';

/** One change of the pass, as `interventions` of the API takes it. */
export interface Intervention {
  readonly at: string;
  readonly heads?: number[];
  readonly tokens?: number[];
  readonly from?: number[];
  readonly to?: number[];
  readonly set?: number | number[][][] | 'uniform' | 'identity';
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
  readonly tokens: readonly { readonly text: string; readonly special: boolean }[];
}

/** How a chapter's step is taken away. Its words are in the chapter's file, as `away`. */
export interface Experiment {
  /** First and last layer at first, where the reader chooses layers. */
  readonly layers?: readonly [first: number, last: number];
  /** How many heads of each layer stay at first, where the reader chooses that. */
  readonly heads?: number;
  /** One for each choice that the reader has. */
  readonly changes: readonly ((place: Place) => Change)[];
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

/** `[CLS]` or `[SEP]`; a blank stands among the words. */
const isMark = ({ text, special }: Place['tokens'][number]) => special && text !== maskText;

/** Every word gets the position of its mirror image, the blank too; the marks keep theirs. */
function backwards(tokens: Place['tokens']): number[] {
  const words = tokens.flatMap((token, index) => (isMark(token) ? [] : [index]));
  return tokens.map((_, index) => {
    const at = words.indexOf(index);
    return at < 0 ? index : words[words.length - 1 - at]!;
  });
}

const noPositions: Intervention = { at: 'embeddings.position', set: 0 };

/** By the chapter's id. */
export const experiments: Readonly<Record<string, Experiment>> = {
  'attention-off': {
    changes: [() => everywhere('attentions', { set: 'identity' }), () => everywhere('attention_output', { set: 0 })],
  },
  tokens: {
    changes: [({ token }) => ({ interventions: [{ at: 'embeddings.word', tokens: [token], set: 0 }] })],
  },
  embeddings: {
    changes: [
      ({ blank, tokens }) => ({
        interventions: [
          {
            at: 'embeddings.word',
            tokens: upTo(tokens.length).filter((index) => index !== blank && !tokens[index]!.special),
            set: 0,
          },
        ],
      }),
      () => ({ interventions: [{ at: 'embeddings.word', set: 0 }] }),
    ],
  },
  positions: {
    changes: [
      () => ({ interventions: [noPositions] }),
      () => ({ interventions: [noPositions, { at: 'attentions.*', freeze: true }] }),
      ({ tokens }) => ({ position_ids: backwards(tokens) }),
    ],
  },
  projections: {
    changes: [
      () => everywhere('query', { set: 0 }),
      () => everywhere('key', { set: 0 }),
      () => everywhere('value', { set: 0 }),
    ],
  },
  scores: {
    changes: [
      () => everywhere('attention_scores', { scale: 8 }),
      () => everywhere('attention_scores', { scale: 1 / 8 }),
    ],
  },
  softmax: {
    layers: [0, 3],
    changes: [({ layers }) => ({ interventions: inLayers(['attentions'], layers, { set: 'uniform' }) })],
  },
  'weighted-sum': {
    changes: [({ token }) => everywhere('value', { tokens: [token], set: 0 })],
  },
  heads: {
    heads: 6,
    changes: [({ heads }) => everywhere('context', { heads: upTo(headCount).filter((head) => head >= heads), set: 0 })],
  },
  residual: {
    layers: [5, 5],
    changes: [
      ({ layers }) => ({ interventions: inLayers(['attention_residual'], layers, { set: 0 }) }),
      ({ layers }) => ({ interventions: inLayers(['feed_forward_residual'], layers, { set: 0 }) }),
    ],
  },
  'feed-forward': {
    layers: [0, layerCount - 1],
    changes: [({ layers }) => ({ interventions: inLayers(['feed_forward_output'], layers, { set: 0 }) })],
  },
  layers: {
    layers: [4, 4],
    changes: [
      ({ layers }) => ({
        interventions: inLayers(['attention_output', 'feed_forward_output'], layers, { set: 0 }),
      }),
    ],
  },
  lenses: {
    changes: [
      ({ blank, token }) => everywhere('attentions', { from: [blank], to: [token], set: 0, renormalize: true }),
    ],
  },
};

/** What the chapter takes away. @throws Error where there is nothing */
export function experimentOf(chapter: string): Experiment {
  const experiment = experiments[chapter];
  if (experiment) return experiment;
  throw new Error(`expected one of ${Object.keys(experiments)}, found ${chapter}`);
}
