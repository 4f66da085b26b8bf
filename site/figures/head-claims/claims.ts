import { type TestedHead, testedHeads } from './tested-heads.ts';

/** What a paper says one head does, and how often the head was right. */
export interface HeadClaim extends TestedHead {
  /** The claim in plain words. */
  readonly claim: string;
  /** The dependency label of the relation, where there is one. */
  readonly relation: string;
  /** Percent of the cases in a corpus. */
  readonly accuracy: number;
  /** The simplest rule that the paper tried on the same cases: the best fixed offset. */
  readonly baseline: { readonly rule: string; readonly accuracy: number; readonly offset?: number };
  /** Other rules in the same table. */
  readonly stronger?: readonly { readonly rule: string; readonly accuracy: number }[];
  /** The percentages of the paper's table 1, where its notebook has others. */
  readonly inTable?: { readonly accuracy: number; readonly baseline: number };
}

/**
 * Clark et al. 2019: table 1 in the version of their published notebook, on Wall Street Journal text, and table 2, on
 * CoNLL-2012. Word pieces are merged into words; a word's own column, `[CLS]` and `[SEP]` are left out.
 */
const published: Readonly<Record<string, Omit<HeadClaim, keyof TestedHead>>> = {
  coreference: {
    claim: 'A mention looks at an earlier mention of the same thing, as a pronoun at its noun',
    relation: 'coreference',
    accuracy: 65.1,
    baseline: { rule: 'the nearest mention', accuracy: 27 },
    stronger: [
      { rule: 'the nearest mention with the same head word', accuracy: 52 },
      { rule: 'a system of rules', accuracy: 69 },
    ],
  },
  det: {
    claim: 'A determiner looks at its noun',
    relation: 'det',
    accuracy: 94.3,
    baseline: { rule: 'the next word', accuracy: 51.7, offset: 1 },
  },
  dobj: {
    claim: 'A direct object looks at its verb',
    relation: 'dobj',
    accuracy: 86.8,
    baseline: { rule: 'the second word before', accuracy: 40, offset: -2 },
  },
  pobj: {
    claim: 'The object of a preposition is looked at by the preposition',
    relation: 'pobj',
    accuracy: 76.3,
    baseline: { rule: 'the second word before', accuracy: 34.6, offset: -2 },
  },
  poss: {
    claim: 'A possessive looks at the noun it belongs to',
    relation: 'poss',
    accuracy: 80.5,
    baseline: { rule: 'the next word', accuracy: 47.7, offset: 1 },
  },
  auxpass: {
    claim: 'A passive auxiliary looks at its verb',
    relation: 'auxpass',
    accuracy: 94.1,
    baseline: { rule: 'the next word', accuracy: 82.5, offset: 1 },
    inTable: { accuracy: 82.5, baseline: 40.5 },
  },
};

/** In the order of `testedHeads`. */
export const headClaims: readonly HeadClaim[] = testedHeads.map((head) => ({ ...head, ...published[head.id]! }));
