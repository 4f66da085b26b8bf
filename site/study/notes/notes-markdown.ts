import { type Prose, plainText, printed } from '../../figures/marks/prose/prose.ts';
import { escaped, toMarkdown } from '../../prose/to-markdown.ts';
import type { PlacedNote } from '../study.ts';
import type { NoteView } from './note-view.ts';

/** The parts of the notes besides the twelve statements. */
export interface NotesEnd {
  readonly leftOut: readonly { readonly title: string; readonly text: string }[];
  readonly closing: { readonly title: string; readonly text: string };
}

/** All notes as one Markdown file; `measured` gives the figure of a note on `sentence`. */
export function notesMarkdown(
  notes: readonly PlacedNote[],
  { leftOut, closing }: NotesEnd,
  measured: (order: number) => NoteView,
  sentence: string,
): string {
  const parts = [
    "# Study notes: BERT's attention mechanism",
    `Numbers: bert-base-uncased on “${escaped(sentence)}”`,
    ...notes.map((note) => noteMarkdown(note, measured(note.order))),
    '## What the twelve leave out',
    ...leftOut.map(({ title, text }) => `**${title}.** ${toMarkdown(text)}`),
    `## ${closing.title}`,
    toMarkdown(closing.text),
  ];
  return `${parts.join('\n\n')}\n`;
}

function noteMarkdown(note: PlacedNote, measured: NoteView): string {
  const { order, statement, verdict, corrected, text, caution } = note;
  const said =
    verdict && corrected
      ? [
          `## ${order}. ${toMarkdown(corrected)}`,
          `${verdict === 'wrong' ? 'Wrong' : 'Imprecise'} as stated: ~~${toMarkdown(statement)}~~`,
        ]
      : [`## ${order}. ${toMarkdown(statement)}`];
  return [...said, toMarkdown(text), ...(caution ? [toMarkdown(caution)] : []), figureMarkdown(measured)].join('\n\n');
}

/** A note's figure as a sentence and a table. Vectors drawn as cells are left out. */
function figureMarkdown({ lead, columns, rows }: NoteView): string {
  const numbered = rows.filter(({ cells }) => cells.length > 0);
  if (numbered.length === 0) return words(lead);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const table = [
    line(columns.map(escaped)),
    line(columns.map((_, index) => (index === 0 ? '---' : '--:'))),
    ...numbered.map(({ label, cells }) => line([words(label), ...cells.map(({ number }) => printed(number))])),
  ];
  return [words(lead), '', ...table].join('\n');
}

const words = (prose: Prose) => escaped(plainText(prose));
