import { type Atlas, type Direction, directions, type HabitMeasure } from './atlas.ts';
import { relationWords } from './relation-words.ts';

/** What may be said of a head, and the numbers that allow it. */
export type HeadWords = FoundRelationWords | HabitWords;

interface FoundRelationWords {
  readonly kind: 'relation';
  readonly words: string;
  readonly relation: string;
  readonly direction: Direction;
  readonly accuracy: number;
  readonly low: number;
  readonly high: number;
  readonly count: number;
  readonly baseline: { readonly offset: number; readonly accuracy: number };
}

interface HabitWords {
  readonly kind: 'habit';
  readonly words: string;
  readonly measure: HabitMeasure;
  /** Mean over all tokens. */
  readonly mean: number;
}

/** Least distance of the lower end of the interval from the best fixed offset, and least accuracy. */
export const relationRule = { above: 0.1, accuracy: 0.5 } as const;

type FoundNumbers = Pick<FoundRelationWords, 'accuracy' | 'low' | 'baseline'>;

/** How far even the lower end is above the best fixed offset. */
const margin = ({ low, baseline }: Pick<FoundNumbers, 'low' | 'baseline'>) => low - baseline.accuracy;

/** Whether the rule allows to say that a head finds a relation, which has cases enough. */
export function isFound(numbers: FoundNumbers): boolean {
  return margin(numbers) >= relationRule.above && numbers.accuracy >= relationRule.accuracy;
}

/** A mean from which on a head has a habit. Shares are of all its weight, entropy bits. */
export const habitRules: readonly { readonly measure: HabitMeasure; readonly least: number; readonly words: string }[] =
  [
    { measure: 'previous', least: 0.4, words: 'the previous token' },
    { measure: 'next', least: 0.4, words: 'the next token' },
    { measure: 'self', least: 0.4, words: 'the token itself' },
    { measure: 'cls', least: 0.4, words: 'mostly [CLS]' },
    { measure: 'sep', least: 0.4, words: 'mostly [SEP]' },
    { measure: 'punctuation', least: 0.4, words: 'mostly punctuation' },
    { measure: 'entropy_bits', least: 3.5, words: 'spread over the sentence' },
  ];

/** The rules by which a head gets words, to be printed beside them. */
export const rulesInWords: readonly string[] = [
  `A relation is said to be found where the head is right in at least ${relationRule.accuracy * 100} % of the cases, and where even the lower end of the 95 % interval is at least ${relationRule.above * 100} points above the best fixed offset. Relations with fewer than 50 cases are not considered.`,
  'A habit is said where the mean over all tokens is at least .4 of the weight (on one kind of token), or 3.5 bits of entropy (spread over the sentence).',
];

/**
 * What the rules allow to say of a head, relations first, each kind falling by how far it is above its rule.
 * @param layer 0-based, as is `head`
 */
export function headWords(atlas: Pick<Atlas, 'relations' | 'heads'>, layer: number, head: number): HeadWords[] {
  return [...foundRelations(atlas, layer, head), ...habits(atlas, layer, head)];
}

function foundRelations({ relations }: Pick<Atlas, 'relations'>, layer: number, head: number): FoundRelationWords[] {
  const found = Object.entries(relations).flatMap(([relation, { count, baseline, accuracy, interval }]) => {
    if (!interval) return [];
    return directions.map((direction): FoundRelationWords => {
      const at = (table: readonly (readonly number[])[]) => table[layer]![head]!;
      return {
        kind: 'relation',
        words: wordsOf(relation, direction),
        relation,
        direction,
        accuracy: at(accuracy[direction]),
        low: at(interval[direction].low),
        high: at(interval[direction].high),
        count,
        baseline,
      };
    });
  });
  return found.filter(isFound).sort((a, b) => margin(b) - margin(a));
}

/** `from a determiner to its noun`; the attention itself goes the other way round in the other direction. */
export function wordsOf(relation: string, direction: Direction): string {
  const { dependent, head } = relationWords(relation);
  return direction === 'dependent-to-head' ? `from ${dependent} to ${head}` : `to ${dependent}, from ${head}`;
}

function habits({ heads }: Pick<Atlas, 'heads'>, layer: number, head: number): HabitWords[] {
  return habitRules.flatMap(({ measure, least, words }) => {
    const mean = heads[measure][layer]![head]!;
    return mean < least ? [] : [{ kind: 'habit', words, measure, mean }];
  });
}
