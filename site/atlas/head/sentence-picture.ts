import { baselinesOf, room, round } from './arcs.ts';
import { type PlacedWord, sentenceLines, sentenceSize } from './sentence-lines.ts';

/**
 * What a word is in a drawing: it attends, it is attended to, the treebank's head where that is another, or a token that
 * is no word.
 */
export type WordRole = 'from' | 'to' | 'partner' | 'special';

/** A piece of a line's text, with one role or none. */
export interface TextRun {
  readonly text: string;
  readonly role?: WordRole | undefined;
}

/** A sentence in lines, with bars under its words. Pixels. */
export interface SentencePicture {
  readonly height: number;
  readonly lines: readonly { readonly baseline: number; readonly width: number; readonly runs: readonly TextRun[] }[];
  /** Bars under words, as thick as a share; those of one thickness are one path. */
  readonly bars: readonly { readonly path: string; readonly thickness: number }[];
}

/** The lines of a sentence with room for its arcs, and where its words are. */
export interface LaidSentence {
  readonly picture: SentencePicture;
  readonly placed: readonly PlacedWord[];
  readonly baselines: readonly number[];
}

export const exampleWidth = sentenceSize.width;
const thickestBar = 7;
/** Bars of less could not be seen. */
const leastBar = 0.02;

/**
 * @param shares of each word, 0..1: how thick its bar is
 * @param arcs pairs of words between which arcs will run
 */
export function laySentence(
  words: readonly string[],
  shares: readonly number[],
  arcs: readonly (readonly [number, number])[],
  roleOf: (index: number) => WordRole | undefined,
): LaidSentence {
  const placed = sentenceLines(words);
  const baselines = baselinesOf(placed, arcs);
  const lines = baselines.map((baseline, line) => lineOf(placed, line, baseline, roleOf));
  const height = round(baselines.at(-1)! + room.under);
  return { picture: { height, lines, bars: barsOf(placed, baselines, shares) }, placed, baselines };
}

function barsOf(
  placed: readonly PlacedWord[],
  baselines: readonly number[],
  shares: readonly number[],
): SentencePicture['bars'] {
  const paths = new Map<number, string>();
  shares.forEach((share, index) => {
    if (share < leastBar) return;
    const { left, width, line } = placed[index]!;
    // Half pixels are as fine as bars can be told apart.
    const thickness = Math.max(1, Math.round(share * thickestBar * 2) / 2);
    const bar = `M${Math.round(left)} ${round(baselines[line]! + 3.5 + thickness / 2)}h${Math.round(width)}`;
    paths.set(thickness, (paths.get(thickness) ?? '') + bar);
  });
  return [...paths].map(([thickness, path]) => ({ thickness, path }));
}

function lineOf(
  placed: readonly PlacedWord[],
  line: number,
  baseline: number,
  roleOf: (index: number) => WordRole | undefined,
) {
  const runs: TextRun[] = [];
  placed.forEach((word, index) => {
    if (word.line !== line) return;
    if (word.isApart) runs.push({ text: ' ' });
    runs.push({ text: word.text, role: roleOf(index) });
  });
  const last = placed.findLast((word) => word.line === line)!;
  return { baseline: round(baseline), width: round(last.left + last.width), runs: joined(runs) };
}

/** Neighbouring pieces without a role become one. */
function joined(runs: readonly TextRun[]): TextRun[] {
  const kept: TextRun[] = [];
  for (const run of runs) {
    const last = kept.at(-1);
    if (last && !last.role && !run.role) kept[kept.length - 1] = { text: last.text + run.text };
    else kept.push(run);
  }
  return kept;
}
