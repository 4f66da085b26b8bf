import { mergeWords } from '../../../shared/analysis/word-merging.ts';
import type { Coreference } from '../../../shared/atlas/coreference.ts';
import type { Bert } from '../../../shared/model/bert.ts';
import { attentionOf } from '../attention-of.ts';
import { bootstrapInterval } from '../bootstrap.ts';
import { addTo } from '../head-measures.ts';
import { readSentence } from '../read-sentence.ts';
import { rounded, table } from '../tables.ts';
import type { TreebankSentence } from '../treebank.ts';
import { antecedentCases, heaviestCandidate, rules } from './antecedents.ts';
import type { CorpusDocument, DocumentSentence } from './documents.ts';

/** As many tokens as Clark et al. 2019 read of a document. */
export const windowTokens = 128;

/** What was right in a document: of each head, layer by layer, and of the two rules. */
interface DocumentHits {
  readonly cases: number;
  readonly hits: Float64Array;
  readonly nearest: number;
  readonly sameWord: number;
}

/** The measured part: everything but what it was measured on. */
export type MeasuredCoreference = Omit<Coreference, 'model' | 'weights' | 'corpus' | 'corpus_sha256'>;

/**
 * Clark et al. 2019, section 4.3: whether the head word of a mention gives most weight, of all heads of earlier mentions in
 * its window, to one of the same thing. All windows of a document count, not its first alone.
 */
export async function measureCoreference(
  bert: Bert,
  documents: readonly CorpusDocument[],
  onDocument: () => void = () => {},
): Promise<MeasuredCoreference> {
  const grid = { layers: bert.config.numHiddenLayers, heads: bert.config.numAttentionHeads };
  const found: DocumentHits[] = [];
  for (const { sentences } of documents) {
    found.push(await hitsInDocument(bert, sentences, grid.layers * grid.heads));
    onDocument();
  }
  const counts = found.map(({ cases }) => cases);
  const cases = counts.reduce((sum, count) => sum + count, 0);
  if (cases === 0) throw new Error('expected mentions with an earlier one of the same thing, found none');
  const share = (of: (one: DocumentHits) => number) => rounded(found.reduce((sum, one) => sum + of(one), 0) / cases);
  const { low, high } = bootstrapInterval(
    found.map(({ hits }) => hits),
    counts,
  );
  const sums = new Float64Array(grid.layers * grid.heads);
  for (const { hits } of found) addTo(sums, hits);
  return {
    ...{ documents: documents.length, window_tokens: windowTokens, cases },
    ...{ nearest: share(({ nearest }) => nearest), same_word: share(({ sameWord }) => sameWord) },
    accuracy: table(
      sums.map((hits) => hits / cases),
      grid,
    ),
    low: table(low, grid),
    high: table(high, grid),
  };
}

async function hitsInDocument(
  bert: Bert,
  sentences: readonly DocumentSentence[],
  heads: number,
): Promise<DocumentHits> {
  const hits = new Float64Array(heads);
  let [cases, nearest, sameWord] = [0, 0, 0];
  for (const window of windowsOf(bert, sentences)) {
    const own = await hitsInWindow(bert, window, heads);
    addTo(hits, own.hits);
    [cases, nearest, sameWord] = [cases + own.cases, nearest + own.nearest, sameWord + own.sameWord];
  }
  return { cases, hits, nearest, sameWord };
}

/** Whole sentences, as many as fit; one that is longer by itself is left out. */
function windowsOf(bert: Bert, sentences: readonly DocumentSentence[]): DocumentSentence[][] {
  const special = 2;
  const windows: DocumentSentence[][] = [];
  let room = 0;
  for (const one of sentences) {
    const tokens = readSentence(bert, one.sentence).tokens.length - special;
    if (tokens > windowTokens - special) continue;
    if (tokens > room) [room] = [windowTokens - special, windows.push([])];
    windows.at(-1)!.push(one);
    room -= tokens;
  }
  return windows;
}

async function hitsInWindow(bert: Bert, window: readonly DocumentSentence[], heads: number): Promise<DocumentHits> {
  const words = window.flatMap(({ sentence }) => sentence.words);
  const whole: TreebankSentence = { id: window[0]!.sentence.id, words };
  const { tokens, words: pieces } = readSentence(bert, whole);
  const isRead = (word: number) => pieces[word]!.tokens.length > 0;
  const cases = antecedentCases(window).filter(({ mention, candidates }) => [mention, ...candidates].every(isRead));
  const hits = new Float64Array(heads);
  if (cases.length === 0) return { cases: 0, hits, nearest: 0, sameWord: 0 };
  const { attentions } = await attentionOf(bert, tokens);
  const merged = mergeWords(attentions, tokens.length, pieces);
  const row = (head: number, word: number) => {
    const start = (head * words.length + word) * words.length;
    return merged.subarray(start, start + words.length);
  };
  for (let head = 0; head < heads; head++) {
    hits[head] = cases.filter((one) => one.right.has(heaviestCandidate(one, row(head, one.mention)))).length;
  }
  const forms = words.map(({ form }) => form);
  return {
    ...{ cases: cases.length, hits },
    nearest: cases.filter((one) => one.right.has(rules.nearest(one))).length,
    sameWord: cases.filter((one) => one.right.has(rules.same_word(one, forms))).length,
  };
}
