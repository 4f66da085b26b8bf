import type { Measured, Prose } from '../../figures/marks/prose/prose.ts';
import type { FigureView } from '../../model/trace.ts';

/** One number in a row; a share of 1 also has a bar of that length. */
export interface NoteCell {
  readonly number: Measured;
  readonly bar?: 'weight' | 'value' | 'positive';
}

export interface NoteRow {
  readonly label: Prose;
  /** A vector that is drawn as cells, instead of numbers. */
  readonly strip?: { readonly values: readonly number[]; readonly tensor: string };
  readonly cells: readonly NoteCell[];
}

/** What a study note shows of a sentence: a statement with its numbers, and a small table. */
export interface NoteView {
  readonly lead: Prose;
  /** Headings of the columns; the first is that of the row labels. */
  readonly columns: readonly string[];
  readonly rows: readonly NoteRow[];
  /** Id of the chapter with the full figure. */
  readonly chapter: string;
}

export type NoteFigureView = FigureView<NoteView>;

/** Number of rows in a small table. */
export const fewRows = 4;
