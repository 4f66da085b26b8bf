import { getDocumentProxy } from 'unpdf';

/** A piece of a page's text, as the library gives it. */
interface Piece {
  readonly str: string;
  readonly hasEOL: boolean;
  readonly height: number;
  /** The last number is the height of the baseline above the page's lower edge. */
  readonly transform: readonly number[];
}

/** Lines further apart than so many line heights are two paragraphs. */
const paragraphGap = 1.7;

/**
 * The text of a PDF, one paragraph a line. Lines of a paragraph are joined, and words that were cut at a line's end.
 * @throws Error for the reader where the bytes are no PDF, or one that needs a password
 */
export async function pdfText(name: string, bytes: Uint8Array): Promise<string> {
  const pages: string[] = [];
  const pdf = await openPdf(name, bytes);
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    pages.push(paragraphs(items.filter((item): item is typeof item & Piece => 'str' in item)));
  }
  await pdf.destroy();
  return pages.join('\n\n');
}

async function openPdf(name: string, bytes: Uint8Array) {
  try {
    return await getDocumentProxy(bytes);
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`“${name}”: expected a PDF that can be read, found: ${found}`, { cause });
  }
}

/** The pieces of a page as paragraphs. */
export function paragraphs(pieces: readonly Piece[]): string {
  let text = '';
  let line = '';
  let last: { readonly y: number; readonly height: number } | undefined;
  for (const { str, hasEOL, height, transform } of pieces) {
    const y = transform[5]!;
    const isApart = last && str.trim() && Math.abs(last.y - y) > paragraphGap * Math.max(last.height, height);
    if (isApart) {
      text = `${joinLine(text, line)}\n\n`;
      line = '';
    }
    line += str;
    if (str.trim()) last = { y, height: height || (last?.height ?? 0) };
    if (!hasEOL) continue;
    text = joinLine(text, line);
    line = '';
  }
  return joinLine(text, line).trim();
}

/** A line at the end of a text; a hyphen before a letter in lower case cut a word. */
function joinLine(text: string, line: string): string {
  const rest = line.replace(/\s+/gu, ' ').trim();
  if (!rest) return text;
  if (/\p{L}[-\u00AD]$/u.test(text) && /^\p{Ll}/u.test(rest)) return text.slice(0, -1) + rest;
  return text === '' || text.endsWith('\n') ? text + rest : `${text} ${rest}`;
}
