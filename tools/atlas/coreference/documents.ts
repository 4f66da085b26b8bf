import { readTreebank, type TreebankSentence } from '../treebank.ts';

/** A mention of a thing: which one, and the index of its head word in the sentence. */
export interface Mention {
  readonly entity: string;
  readonly head: number;
}

export interface DocumentSentence {
  readonly sentence: TreebankSentence;
  readonly mentions: readonly Mention[];
}

export interface CorpusDocument {
  readonly id: string;
  readonly sentences: readonly DocumentSentence[];
}

/**
 * The documents of a CoNLL-U file whose MISC column has `Entity`, in the brackets of CoNLL 2012 with the entity's id first:
 * `(12-person-coref`, `12)`, `(7-place)`. https://universaldependencies.org/format.html, GUM's README
 * @throws Error where it has no document, or where a bracket that closes was never opened
 */
export function readDocuments(file: string): CorpusDocument[] {
  const texts = file.split(/^(?=# newdoc id = )/m).filter((text) => text.startsWith('# newdoc id = '));
  if (texts.length === 0) throw new Error('expected documents that begin with "# newdoc id = ", found none');
  return texts.map((text) => {
    const blocks = text.split(/\r?\n\s*\n/).filter((block) => /^\d+\t/m.test(block));
    return { id: /^# newdoc id = (.*)$/m.exec(text)![1]!.trim(), sentences: blocks.map(sentenceOf) };
  });
}

function sentenceOf(block: string): DocumentSentence {
  const [sentence] = readTreebank(block);
  const rows = block.split(/\r?\n/).filter((line) => /^\d+\t/.test(line));
  const entities = rows.map((row) => /(?:^|\|)Entity=([^|]*)/.exec(row.split('\t')[9]!)?.[1] ?? '');
  const mentions = spansOf(entities, sentence!.id).map(({ entity, first, last }) => {
    return { entity, head: headOf(sentence!, first, last) };
  });
  return { sentence: sentence!, mentions };
}

interface Span {
  readonly entity: string;
  readonly first: number;
  readonly last: number;
}

/** Opening brackets, with the id and a closing one where the mention is of one word; and closing ones with the id before. */
const brackets = /\((\w+)(?:-[^()]*?)?(?:(\))|(?=\(|$))|(\w+)\)/g;

function spansOf(entities: readonly string[], id: string): Span[] {
  const open: { entity: string; first: number }[] = [];
  const spans: Span[] = [];
  for (const [word, text] of entities.entries()) {
    for (const [, opened, isClosed, closed] of text.matchAll(brackets)) {
      if (opened !== undefined && isClosed) spans.push({ entity: opened, first: word, last: word });
      else if (opened !== undefined) open.push({ entity: opened, first: word });
      else spans.push({ ...closedSpan(open, closed!, id), last: word });
    }
  }
  return spans;
}

function closedSpan(open: { entity: string; first: number }[], entity: string, id: string) {
  const at = open.findLastIndex((one) => one.entity === entity);
  if (at < 0)
    throw new Error(`sentence ${id}: expected that mention ${entity} begins before it ends, found its end only`);
  return open.splice(at, 1)[0]!;
}

/** The first word of a span whose own head is outside it. */
function headOf({ words }: TreebankSentence, first: number, last: number): number {
  for (let word = first; word <= last; word++) {
    const { head } = words[word]!;
    if (head < first || head > last) return word;
  }
  throw new Error(`expected a word of ${first} to ${last} that depends on one outside, found none`);
}
