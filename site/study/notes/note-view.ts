import type { Measured, Prose } from '../../figures/marks/prose/prose.ts';
import type { FigureView } from '../../model/trace.ts';

/** One number of a row; with a bar as long as it, where it is a share of 1. */
export interface NoteCell {
  readonly number: Measured;
  readonly bar?: 'weight' | 'value' | 'positive';
}

export interface NoteRow {
  readonly label: Prose;
  /** A vector instead of numbers, drawn as cells. */
  readonly strip?: { readonly values: readonly number[]; readonly tensor: string };
  readonly cells: readonly NoteCell[];
}

/** What a study note shows of the reader's sentence: a sentence with its numbers, and a small table. */
export interface NoteView {
  readonly lead: Prose;
  /** Heads of the columns, that of the labels first. */
  readonly columns: readonly string[];
  readonly rows: readonly NoteRow[];
  /** Id of the chapter that shows it in full. */
  readonly chapter: string;
}

export type NoteFigureView = FigureView<NoteView>;

/** Rows of a small table. */
export const fewRows = 4;
