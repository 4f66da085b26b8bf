import type { HeadTable } from './atlas.ts';

/**
 * How often the heaviest earlier mention is one of the same thing, measured over documents in which people marked who is
 * who. Shares 0..1; tables are [layers][heads], 0-based.
 */
export interface Coreference {
  readonly model: string;
  /** SHA-256 of the index of the weights that were measured. */
  readonly weights: string;
  /** The corpus's file, and its SHA-256. */
  readonly corpus: string;
  readonly corpus_sha256: string;
  readonly documents: number;
  /** Whole sentences are read together up to so many tokens. */
  readonly window_tokens: number;
  /** Mentions that have an earlier one of the same thing in their window. */
  readonly cases: number;
  readonly accuracy: HeadTable;
  /** 95 % bootstrap interval over documents. */
  readonly low: HeadTable;
  readonly high: HeadTable;
  /** What rules get right: the nearest earlier mention; the nearest with the same head word, else the nearest. */
  readonly nearest: number;
  readonly same_word: number;
}
