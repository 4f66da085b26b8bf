import { upTo } from '../../model/attention-file.ts';
import { layerCount } from '../../model/reader-place.ts';
import type { LayersView } from '../layers/pair-drift.ts';
import { quotedName } from '../marks/tokens/token-name.ts';
import {
  type Baseline,
  baselineName,
  contextName,
  firstWordQuestion,
  type WordQuestion,
  type WordView,
} from '../two-sentences/two-sentences.ts';

/** A line beside the straight one: its distance at each station, and how the API names the distance. */
export interface Distances {
  /** 1 - cosine, 0..2, [numHiddenLayers + 1]. */
  readonly values: readonly number[];
  nameOf(station: number): string;
}

/** A line beside the straight one, with the sentence or token that it stands for. */
export interface SideLine extends Distances {
  readonly label: string;
}

/** One word's way through the layers, drawn straight, and two other ways at their distances from it. */
export interface TransitView {
  /** The word whose way is drawn straight. */
  readonly word: string;
  readonly straight: string;
  readonly above: SideLine;
  readonly below: SideLine;
  /** The mean distance of any two tokens. */
  readonly any: Distances;
}

/** The input, then the state after each layer. */
export const stations: readonly number[] = upTo(layerCount + 1);

/**
 * The third sentence of each has the sense of the first. In the last question the model does not do what one expects.
 */
export const wordQuestions: readonly WordQuestion[] = [
  firstWordQuestion,
  {
    texts: [
      'He lit the fire with a match.',
      'They won the match in the last minute.',
      'She struck a match in the dark.',
    ],
    word: 'match',
  },
  {
    texts: [
      'The bat slept in the cave all day.',
      'He swung the bat and hit the ball.',
      'A bat flew out of the barn at night.',
    ],
    word: 'bat',
  },
  {
    texts: ['Paris is the capital of France.', 'Paris Hilton wore a red dress.', 'She moved to Paris last year.'],
    word: 'paris',
  },
];

const apart = (cosines: readonly number[], nameOf: (station: number) => string): Distances => ({
  values: cosines.map((cosine) => 1 - cosine),
  nameOf: (station) => `1 - ${nameOf(station)}`,
});

/** One word in three sentences. The tokens of other sentences give the distance of any two. */
export function transitOfWord({ word, question, places, all }: WordView, baseline: Baseline): TransitView {
  const [straight, other, same] = question.texts;
  return {
    word,
    straight,
    above: { label: same, ...apart(all.third, (station) => contextName(station, places, 2, [])) },
    below: { label: other, ...apart(all.second, (station) => contextName(station, places, 1, [])) },
    any: apart(baseline.all, (station) => baselineName(station, baseline, [])),
  };
}

/** One token of a sentence: its distance from its input, and from another token. */
export function transitOfToken({ tokens, token, drift, cosines, baseline }: LayersView, other: number): TransitView {
  const vector = (station: number, at: number) => `hidden_states.${station}[${at}]`;
  const cosine = (station: number, second: string) => `cos(${vector(station, token)}, ${second})`;
  return {
    word: tokens[token]!.text,
    straight: `${quotedName(tokens, token)}, after each layer`,
    above: {
      label: `${quotedName(tokens, other)}, after each layer`,
      ...apart(
        cosines.map((row) => row[other]!),
        (station) => cosine(station, vector(station, other)),
      ),
    },
    below: {
      label: `${quotedName(tokens, token)}, as it came in`,
      ...apart(drift, (station) => cosine(station, vector(0, token))),
    },
    any: apart(baseline, (station) => `mean_cosine(hidden_states.${station})`),
  };
}

/**
 * The first station from which two lines stay at least as far apart as any two tokens are; undefined where there is
 * none.
 */
export function lostFrom(line: Distances, any: Distances): number | undefined {
  const isNear = line.values.map((value, station) => value < any.values[station]!);
  const from = isNear.lastIndexOf(true) + 1;
  return from < line.values.length ? from : undefined;
}
