/**
 * What each head does, measured over the sentences of a treebank. Tables over all heads are [layers][heads], 0-based.
 * Shares, accuracies and weights are 0..1; entropies and divergences bits; distances tokens.
 */
export interface Atlas {
  readonly model: string;
  /** SHA-256 of the index of the weights that were measured. */
  readonly weights: string;
  /** The treebank's file, and its SHA-256. */
  readonly treebank: string;
  readonly treebank_sha256: string;
  readonly sentences: number;
  /** Sentences that the model cannot read: longer than its table of positions. */
  readonly skipped: number;
  /** Tokens of all sentences, [CLS] and [SEP] included. */
  readonly tokens: number;
  readonly relations: Readonly<Record<string, MeasuredRelation>>;
  readonly heads: Readonly<Record<HeadMeasure, HeadTable>>;
  /** [layers][heads][17]: mean weight from a token to the one -8..8 tokens away, where neither is [CLS] or [SEP]. */
  readonly by_offset: readonly (readonly (readonly number[])[])[];
  readonly removal: Removal;
  readonly similarity: Similarity;
  /** Sentences that examples show, each once. */
  readonly example_sentences: readonly ExampleSentence[];
  readonly examples: readonly (readonly HeadExamples[])[];
  /** [layers][heads]; null of heads that are named for a relation. */
  readonly habits: readonly (readonly (HabitExamples | null)[])[];
}

export type HeadTable = readonly (readonly number[])[];

/** Means over all tokens (queries) of all sentences; `norm_` ones are of the weights times the lengths of what they carry. */
export const headMeasures = [
  'entropy_bits',
  'cls',
  'sep',
  'self',
  'previous',
  'next',
  'punctuation',
  'distance',
  'confidence',
  'norm_cls',
  'norm_sep',
  'norm_self',
  'norm_previous',
  'norm_next',
  'norm_punctuation',
] as const;
export type HeadMeasure = (typeof headMeasures)[number];

/** Measures by which a head may be named: what it does with most of its weight, or how widely it spreads it. */
export const habitMeasures = ['previous', 'next', 'self', 'cls', 'sep', 'punctuation', 'entropy_bits'] as const;
export type HabitMeasure = (typeof habitMeasures)[number];

/** `dependent-to-head`: the heaviest column of the dependent's row is its head; `head-to-dependent`: the heaviest row of its column. */
export const directions = ['dependent-to-head', 'head-to-dependent'] as const;
export type Direction = (typeof directions)[number];

/**
 * Offsets, in words, of the rules that stand beside each relation: the head is always this far from the dependent, or at
 * the sentence's end where that is nearer.
 */
export const ruleOffsets = [-3, -2, -1, 1, 2, 3] as const;

/** The least number of cases of which something is claimed. */
export const leastCases = 50;

/** One relation of the treebank, and how often each head finds it. */
export interface MeasuredRelation {
  /** Pairs of a dependent and its head. */
  readonly count: number;
  readonly best: {
    readonly direction: Direction;
    readonly layer: number;
    readonly head: number;
    readonly accuracy: number;
  };
  /** The best of the rules. */
  readonly baseline: { readonly offset: number; readonly accuracy: number };
  /** Accuracy of each rule, in the order of `ruleOffsets`; the same in both directions. */
  readonly rules: readonly number[];
  readonly accuracy: Readonly<Record<Direction, HeadTable>>;
  /** 95 % bootstrap intervals over sentences, of relations with `leastCases` at least. */
  readonly interval?: Readonly<Record<Direction, { readonly low: HeadTable; readonly high: HeadTable }>>;
}

/** What is lost when a head's attention is set to 0: change of ln p of a masked word. */
export interface Removal {
  /** Masked words, one a sentence. */
  readonly words: number;
  /** Mean change; below 0 the word becomes less probable. */
  readonly mean: HeadTable;
  /** 95 % bootstrap interval over words. */
  readonly low: HeadTable;
  readonly high: HeadTable;
  /** Mean size of the change, whatever its sign. */
  readonly size: HeadTable;
}

/** How alike heads behave: mean Jensen-Shannon divergence of their rows, Clark et al. 2019, section 6. */
export interface Similarity {
  /** Sentences whose rows were compared. */
  readonly sentences: number;
  /** [144][144], heads layer by layer; 0 for the same rows. */
  readonly divergence_bits: readonly (readonly number[])[];
  /** [144] places in a plane whose distances follow the divergences as well as they can. */
  readonly places: readonly (readonly [number, number])[];
  /** Kruskal's stress-1 of the places, 0 (distances are the divergences) to 1. */
  readonly stress: number;
}

export interface ExampleSentence {
  /** `sent_id` of the treebank, or its number. */
  readonly id: string;
  readonly words: readonly string[];
}

/** Where a head is right and where it is wrong about the relation that it finds best. */
export interface HeadExamples {
  readonly relation: string;
  readonly direction: Direction;
  readonly right: readonly Example[];
  readonly wrong: readonly Example[];
}

/** One guess of a head. Words are indices in the sentence. */
export interface Example {
  readonly sentence: number;
  /** The dependent. */
  readonly word: number;
  /** The word on which it depends in the treebank, and the heaviest other word. */
  readonly partner: number;
  readonly guess: number;
  /** Weights between the word and every word of the sentence, pieces merged: its row, or its column in the other direction. */
  readonly weights: readonly number[];
}

/** Sentences in which a head does most what it does most, and those in which it does so least. */
export interface HabitExamples {
  readonly measure: HabitMeasure;
  /** Sentences from which these were chosen. */
  readonly candidates: number;
  readonly most: readonly HabitExample[];
  readonly least: readonly HabitExample[];
}

/** One sentence, and the word of it that does most or least so. Words are counted with [CLS], which is 0, and [SEP]. */
export interface HabitExample {
  readonly sentence: number;
  /** The measure, mean over the tokens of the sentence's words. */
  readonly mean: number;
  /** The measure of each word's own row, [CLS] and [SEP] included. */
  readonly by_word: readonly number[];
  /** The word, which one gets most of its weight, itself included, and how much that is. */
  readonly word: number;
  readonly to: number;
  readonly weight: number;
}
