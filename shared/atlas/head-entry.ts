import {
  type Atlas,
  type Direction,
  directions,
  type ExampleSentence,
  type HabitExamples,
  type HeadExamples,
  type HeadMeasure,
  type HeadTable,
  headMeasures,
} from './atlas.ts';
import { headName, headPage } from './head-name.ts';
import { type HeadWords, headWords } from './head-words.ts';

/** All that the atlas says of one head, in one place. */
export interface HeadEntry {
  /** 0-based. */
  readonly layer: number;
  readonly head: number;
  /** From 1 on: `9-11`. */
  readonly name: string;
  readonly page: string;
  readonly words: readonly HeadWords[];
  readonly measures: Readonly<Record<HeadMeasure, number>>;
  /** Mean weight by offset, -8..8. */
  readonly by_offset: readonly number[];
  readonly relations: readonly HeadRelation[];
  readonly removal: { readonly words: number } & Readonly<Record<'mean' | 'low' | 'high' | 'size', number>>;
  /** The most alike first. */
  readonly nearest: readonly { readonly layer: number; readonly head: number; readonly divergence_bits: number }[];
  readonly examples: HeadExamples;
  /** null of a head that is named for a relation. */
  readonly habit_examples: HabitExamples | null;
  /** Of both kinds of examples. */
  readonly example_sentences: readonly ExampleSentence[];
}

/** How often a head finds one relation in one direction. */
export interface HeadRelation {
  readonly relation: string;
  readonly direction: Direction;
  readonly count: number;
  readonly accuracy: number;
  /** 95 % interval; null under 50 cases. */
  readonly low: number | null;
  readonly high: number | null;
  readonly baseline: { readonly offset: number; readonly accuracy: number };
}

const nearestCount = 8;

/** One head of an atlas. Layer and head are 0-based. @throws RangeError where it has no such head */
export function headEntry(atlas: Atlas, layer: number, head: number): HeadEntry {
  const examples = atlas.examples[layer]?.[head];
  if (examples === undefined) {
    const last = `${atlas.examples.length - 1}-${atlas.examples[0]!.length - 1}`;
    throw new RangeError(`expected a head from 0-0 to ${last}, found ${layer}-${head}`);
  }
  const { removal } = atlas;
  const at = (table: readonly (readonly number[])[]) => table[layer]![head]!;
  return {
    layer,
    head,
    name: headName(layer, head),
    page: headPage(layer, head),
    words: headWords(atlas, layer, head),
    measures: Object.fromEntries(
      headMeasures.map((measure) => [measure, at(atlas.heads[measure])]),
    ) as HeadEntry['measures'],
    by_offset: atlas.by_offset[layer]![head]!,
    relations: relationsOf(atlas, layer, head),
    removal: {
      words: removal.words,
      mean: at(removal.mean),
      low: at(removal.low),
      high: at(removal.high),
      size: at(removal.size),
    },
    nearest: nearestTo(atlas, layer, head),
    ...ownExamples(atlas, examples, atlas.habits[layer]![head]!),
  };
}

function relationsOf({ relations }: Atlas, layer: number, head: number): HeadRelation[] {
  const at = (table: HeadTable | undefined) => table?.[layer]?.[head] ?? null;
  return Object.entries(relations).flatMap(([relation, { count, baseline, accuracy, interval }]) =>
    directions.map((direction) => ({
      relation,
      direction,
      count,
      accuracy: accuracy[direction][layer]![head]!,
      low: at(interval?.[direction].low),
      high: at(interval?.[direction].high),
      baseline,
    })),
  );
}

function nearestTo({ similarity, examples }: Atlas, layer: number, head: number): HeadEntry['nearest'] {
  const heads = examples[0]!.length;
  const own = layer * heads + head;
  const others = similarity.divergence_bits[own]!.map((divergence_bits, index) => ({
    layer: Math.floor(index / heads),
    head: index % heads,
    divergence_bits,
  }));
  others.splice(own, 1);
  return others.sort((a, b) => a.divergence_bits - b.divergence_bits).slice(0, nearestCount);
}

/** The examples of one head with the sentences that they are from, and no others. */
function ownExamples(
  { example_sentences: all }: Atlas,
  { right, wrong, ...found }: HeadExamples,
  habit: HabitExamples | null,
): Pick<HeadEntry, 'examples' | 'habit_examples' | 'example_sentences'> {
  const shown = [...right, ...wrong, ...(habit?.most ?? []), ...(habit?.least ?? [])];
  const used = [...new Set(shown.map(({ sentence }) => sentence))];
  const moved = <Shown extends { readonly sentence: number }>(examples: readonly Shown[]) =>
    examples.map((example) => ({ ...example, sentence: used.indexOf(example.sentence) }));
  return {
    examples: { ...found, right: moved(right), wrong: moved(wrong) },
    habit_examples: habit && { ...habit, most: moved(habit.most), least: moved(habit.least) },
    example_sentences: used.map((sentence) => all[sentence]!),
  };
}
