import { sentenceConllToJson, type tokenJson_T } from 'conllup/lib/conll.js';

/** One word of a sentence and what it depends on. */
export interface TreebankWord {
  readonly form: string;
  /** Index of the word that it depends on; -1 of the root. */
  readonly head: number;
  /** A Universal Dependencies label, e.g. `nmod:poss`. */
  readonly relation: string;
  /** Whether its part of speech is PUNCT. */
  readonly isPunctuation: boolean;
}

export interface TreebankSentence {
  /** `sent_id`, or the sentence's number from 1. */
  readonly id: string;
  readonly words: readonly TreebankWord[];
}

/**
 * The sentences of a CoNLL-U file (https://universaldependencies.org/format.html): its words, without the lines of joined
 * words (`3-4`) and of words that are not written (`3.1`).
 * @throws Error naming the line or the sentence where the file is not such a one
 */
export function readTreebank(file: string): TreebankSentence[] {
  const blocks = blocksOf(file.replace(/^\uFEFF/, ''));
  if (blocks.length === 0) throw new Error('expected a CoNLL-U file, found no sentence in it');
  return blocks.map(({ text, line }, index) => sentenceOf(text, line, index + 1));
}

interface Block {
  readonly text: string;
  /** Number of its first line, from 1. */
  readonly line: number;
}

/** Groups of lines between empty ones. */
function blocksOf(file: string): Block[] {
  const blocks: { lines: string[]; line: number }[] = [];
  let previous = '';
  for (const [index, line] of file.split(/\r?\n/).entries()) {
    if (line.trim() !== '' && previous === '') blocks.push({ lines: [], line: index + 1 });
    previous = line.trim();
    if (previous !== '') blocks.at(-1)!.lines.push(line);
  }
  const withWords = blocks.filter(({ lines }) => lines.some((line) => !line.startsWith('#')));
  return withWords.map(({ lines, line }) => ({ text: lines.join('\n'), line }));
}

function sentenceOf(text: string, firstLine: number, number: number): TreebankSentence {
  for (const [index, line] of text.split('\n').entries()) expectLine(line, firstLine + index);
  const { metaJson, treeJson } = sentenceConllToJson(text);
  const tokens = Object.values(treeJson.nodesJson);
  const id = String(metaJson.sent_id ?? number);
  const words = tokens.map((token, index) => wordOf(token, index, tokens.length, id));
  if (words.every(({ head }) => head !== -1))
    throw new Error(`sentence ${id}: expected a word whose HEAD is 0, found none`);
  return { id, words };
}

/** The library passes over a line that is none, with a warning. */
function expectLine(line: string, number: number): void {
  if (line.startsWith('#')) return;
  const columns = line.trim().split('\t').length;
  if (!/^\d/.test(line) || columns !== 10) {
    throw new Error(
      `line ${number}: expected ten columns between tabs that begin with the word's number, found ${columns} in ${JSON.stringify(line.slice(0, 60))}`,
    );
  }
}

function wordOf({ ID, FORM, UPOS, HEAD, DEPREL }: tokenJson_T, index: number, count: number, id: string): TreebankWord {
  if (ID !== String(index + 1)) throw new Error(`sentence ${id}: expected word ${index + 1}, found ${ID}`);
  if (!Number.isInteger(HEAD) || HEAD < 0 || HEAD > count || HEAD === index + 1) {
    throw new Error(`sentence ${id}, word ${ID}: expected as HEAD 0 to ${count}, not itself, found ${HEAD}`);
  }
  if (DEPREL === '_' || DEPREL === '') throw new Error(`sentence ${id}, word ${ID}: expected a DEPREL, found none`);
  return { form: FORM, head: HEAD - 1, relation: DEPREL, isPunctuation: UPOS === 'PUNCT' };
}
