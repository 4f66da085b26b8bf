import { type Change, experiments } from '../../../figures/take-it-away/experiments.ts';
import { headCount, layerCount } from '../../../model/reader-place.ts';
import { below, type Random, shuffled } from '../../random.ts';

/** One change of the pass that a question offers. */
export interface PassChange {
  /** What is changed, for the reader. */
  readonly words: string;
  /** What is left then. */
  readonly leaves: string;
  readonly change: Change;
}

/** The sentence as a change needs it. */
export interface ChangedPlace {
  /** Index of the token to guess. */
  readonly blank: number;
  readonly tokens: readonly { readonly text: string; readonly special: boolean }[];
}

type Maker = (place: ChangedPlace, random: Random) => PassChange;

const everyLayer = Array.from({ length: layerCount }, (_, layer) => layer);

function ofChapter(chapter: string, choice: number, { blank, tokens }: ChangedPlace): Change {
  return experiments[chapter]!.changes[choice]!({ layers: everyLayer, heads: headCount, token: blank, blank, tokens });
}

/** Changes that take one step away from the whole model. */
const wholes: readonly Maker[] = [
  (place) => ({
    words: 'In all 144 heads every token sees only itself.',
    leaves: 'Then nothing of the other words comes to the blank.',
    change: ofChapter('attention-off', 0, place),
  }),
  (place) => ({
    words: 'Every value is 0: the weights stay as they are.',
    leaves: 'Then the blank still looks at the others, and nothing is handed over.',
    change: ofChapter('projections', 2, place),
  }),
  (place) => ({
    words: 'All words but the blank lose their row of the table of tokens.',
    leaves: 'Then only the places of the others are known, not what they are.',
    change: ofChapter('embeddings', 0, place),
  }),
  (place) => ({
    words: 'The feed-forward part adds nothing in any of the 12 layers.',
    leaves: 'Then what attention brings is worked on nowhere.',
    change: ofChapter('feed-forward', 0, place),
  }),
];

/** Changes of one part, in a layer that the seed decides: where the others are there, it is seldom missed. */
const parts: readonly Maker[] = [
  (_place, random) => {
    const [layer, head] = [below(layerCount, random), below(headCount, random)];
    return {
      words: `Head ${head + 1} of layer ${layer + 1} hands on 0.`,
      leaves: 'Then 143 heads are left, and others do much the same.',
      change: { interventions: [{ at: `context.${layer}`, heads: [head], set: 0 }] },
    };
  },
  (_place, random) => {
    const layer = below(layerCount, random);
    return {
      words: `The attention of layer ${layer + 1} adds nothing.`,
      leaves: 'Then 11 layers still look around, and the residual path leads past this one.',
      change: { interventions: [{ at: `attention_output.${layer}`, set: 0 }] },
    };
  },
  (_place, random) => {
    const layer = below(layerCount, random);
    return {
      words: `The feed-forward part of layer ${layer + 1} adds nothing.`,
      leaves: 'Then the residual path leads past it.',
      change: { interventions: [{ at: `feed_forward_output.${layer}`, set: 0 }] },
    };
  },
  (_place, random) => {
    const layer = below(layerCount, random);
    return {
      words: `In layer ${layer + 1} every weight is alike: no head chooses.`,
      leaves: 'Then 11 layers still choose.',
      change: { interventions: [{ at: `attentions.${layer}`, set: 'uniform' }] },
    };
  },
];

/** How many of either sort are measured: enough for one that differs from three. */
const each = 3;

/** The changes that a question about a sentence may offer, as the seed decides. */
export function passChanges(place: ChangedPlace, random: Random): PassChange[] {
  const makers = [...shuffled(wholes, random).slice(0, each), ...shuffled(parts, random).slice(0, each)];
  return makers.map((make) => make(place, random));
}

/** The change in which one token hands nothing over: its values are 0 in every layer. */
export function withoutValues(token: number, place: ChangedPlace): Change {
  const [change] = experiments['weighted-sum']!.changes;
  return change!({ layers: everyLayer, heads: headCount, token, ...place });
}
