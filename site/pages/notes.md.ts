import { getCollection } from 'astro:content';
import type { APIRoute } from 'astro';
import closing from '../content/notes-closing.json' with { type: 'json' };
import { presetTensors } from '../first-paint/preset-trace.ts';
import { firstPreset } from '../reader/presets.ts';
import { noteFigure } from '../study/notes/note-figures.ts';
import type { NoteView } from '../study/notes/note-view.ts';
import { notesMarkdown } from '../study/notes/notes-markdown.ts';
import { conceptsInOrder, notesInOrder } from '../study/study.ts';

/** All study notes as one Markdown file. */
export const GET: APIRoute = async () => {
  const concepts = await getCollection('concepts');
  const notes = notesInOrder(concepts);
  const leftOut = conceptsInOrder(concepts).flatMap(({ data }) => data.leftOut);
  const views = await Promise.all(notes.map(({ order }) => firstView(order)));
  return new Response(notesMarkdown(notes, { leftOut, closing }, (order) => views[order - 1]!, firstPreset.text));
};

/** The figure of a note on the first preset. */
async function firstView(order: number): Promise<NoteView> {
  const figure = noteFigure(order);
  return figure.view(await presetTensors(firstPreset, figure.names(firstPreset)), firstPreset);
}
