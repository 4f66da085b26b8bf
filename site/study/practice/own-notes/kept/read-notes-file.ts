import { readTextFile } from '../../../cards/read-file.ts';
import { longestNotes, notesEndings } from './kept-notes.ts';

/** Bytes of the largest file. */
const largestFile = 30_000_000;

/**
 * The text of a file of notes: Markdown without its marks, plain text, or the text of a PDF. What reads Markdown or PDF
 * is loaded only here; the file stays in this tab.
 * @throws Error for the reader, saying what was expected and what was found
 */
export async function readNotesFile(file: File): Promise<string> {
  const ending = endingOf(file.name);
  if (!ending) throw new Error(`“${file.name}”: expected a file that ends with ${notesEndings.join(', ')}.`);
  if (file.size > largestFile) {
    throw new Error(`“${file.name}”: expected at most 30 MB, found ${Math.round(file.size / 1e6)} MB.`);
  }
  const text = (await textOf(file, ending)).trim();
  if (!text)
    throw new Error(
      `“${file.name}”: expected text, found none${ending === '.pdf' ? '; its pages may be pictures' : ''}.`,
    );
  if (text.length > longestNotes) {
    throw new Error(
      `“${file.name}”: expected at most ${longestNotes.toLocaleString('en')} characters, found ${text.length.toLocaleString('en')}.`,
    );
  }
  return text;
}

function endingOf(name: string) {
  return notesEndings.find((ending) => name.toLowerCase().endsWith(ending));
}

async function textOf(file: File, ending: (typeof notesEndings)[number]): Promise<string> {
  if (ending === '.pdf') {
    const { pdfText } = await import('./pdf-text.ts');
    return pdfText(file.name, new Uint8Array(await file.arrayBuffer()));
  }
  const text = await readTextFile(file);
  if (ending === '.txt' || ending === '.text') return text;
  const { sentencesOfMarkdown } = await import('./from-markdown.ts');
  return sentencesOfMarkdown(text);
}
