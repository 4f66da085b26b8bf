import type { Direction, Example } from '../../../shared/atlas/atlas.ts';
import { type PlacedWord, sentenceLines, sentenceSize } from './sentence-lines.ts';

/** Which end of the attention a word is: it attends, it is attended to, or the treebank's head where that is another. */
export type WordRole = 'from' | 'to' | 'partner';

/** A piece of a line's text, with one role or none. */
export interface TextRun {
  readonly text: string;
  readonly role?: WordRole | undefined;
}

/** One guess of a head, drawn on its sentence. Pixels. */
export interface ExamplePicture {
  readonly height: number;
  readonly lines: readonly { readonly baseline: number; readonly width: number; readonly runs: readonly TextRun[] }[];
  /** Bars under words, as thick as the weight between them and the dependent; those of one thickness are one path. */
  readonly bars: readonly { readonly path: string; readonly thickness: number }[];
  readonly arc: { readonly path: string; readonly thickness: number; readonly head: string };
  /** From the dependent to the treebank's head, where the guess is wrong. */
  readonly missed?: string | undefined;
  readonly from: string;
  readonly to: string;
  readonly partner: string;
  /** 0..1 */
  readonly weight: number;
}

/** Above a line without arcs; above one with an arc, by its width; under a line, with its bars. */
const room = { plain: 20, arc: 30, perPixel: 0.13, most: 52, under: 11 } as const;
const letters = 14;
const thickest = { arc: 9, bar: 7 } as const;
const thinnest = 1.5;
/** Bars of less could not be seen. */
const leastBar = 0.02;

/** Draws a guess: the arc runs in the direction of the attention, as thick as its weight. */
export function examplePicture(words: readonly string[], example: Example, direction: Direction): ExamplePicture {
  const { word, guess, partner, weights } = example;
  const [from, to] = direction === 'dependent-to-head' ? [word, guess] : [guess, word];
  const isWrong = guess !== partner;
  const placed = sentenceLines(words);
  const baselines = baselinesOf(placed, [[from, to], ...(isWrong ? [[word, partner] as const] : [])]);
  const roleOf = (index: number) =>
    index === from ? 'from' : index === to ? 'to' : index === partner ? 'partner' : undefined;
  const between = (a: number, b: number, lifted = 0) => arcBetween(placed[a]!, placed[b]!, baselines, lifted);
  return {
    height: round(baselines.at(-1)! + room.under),
    lines: baselines.map((baseline, line) => lineOf(placed, line, baseline, roleOf)),
    bars: barsOf(placed, baselines, weights),
    arc: { ...between(from, to), thickness: round(Math.max(thinnest, weights[guess]! * thickest.arc)) },
    missed: isWrong ? between(word, partner, 5).path : undefined,
    from: words[from]!,
    to: words[to]!,
    partner: words[partner]!,
    weight: weights[guess]!,
  };
}

/** Where each line stands, so that arcs within it have their room above. */
function baselinesOf(placed: readonly PlacedWord[], arcs: readonly (readonly [number, number])[]): number[] {
  const lines = placed.at(-1)!.line + 1;
  const heights = Array<number>(lines).fill(room.plain);
  for (const [a, b] of arcs) {
    const [one, other] = [placed[a]!, placed[b]!];
    const isOne = one.line === other.line;
    const line = Math.max(one.line, other.line);
    const height = isOne ? riseOf(one, other) + letters + 8 : room.arc + letters;
    // Nothing is above the first line that an arc from another one could reach.
    heights[line] = Math.max(heights[line]!, height);
  }
  let bottom = 0;
  return heights.map((height) => {
    const baseline = bottom + height;
    bottom = baseline + room.under;
    return baseline;
  });
}

const centreOf = ({ left, width }: PlacedWord) => round(left + width / 2);

function riseOf(a: PlacedWord, b: PlacedWord): number {
  return Math.min(room.most, 14 + room.perPixel * Math.abs(centreOf(a) - centreOf(b)));
}

/** Within a line over its words; from line to line out of the word's side that faces the other. */
function arcBetween(a: PlacedWord, b: PlacedWord, baselines: readonly number[], lifted: number) {
  const [x, end] = [centreOf(a), centreOf(b)];
  const top = (word: PlacedWord) => round(baselines[word.line]! - letters);
  const under = (word: PlacedWord) => round(baselines[word.line]! + room.under - 2);
  if (a.line === b.line) {
    const y = top(a);
    const peak = round(y - (riseOf(a, b) * 4) / 3 - lifted);
    return { path: `M${x} ${y}C${x} ${peak} ${end} ${peak} ${end} ${y - 4}`, head: arrowhead(end, y, 1) };
  }
  const isDown = b.line > a.line;
  const [y, tip] = isDown ? [under(a), top(b)] : [top(a), under(b)];
  const bend = round(y + (tip - y) / 2);
  const last = isDown ? tip - 4 : tip + 4;
  return { path: `M${x} ${y}C${x} ${bend} ${end} ${bend} ${end} ${last}`, head: arrowhead(end, tip, isDown ? 1 : -1) };
}

function arrowhead(x: number, tip: number, down: 1 | -1): string {
  return `M${x} ${tip}l-4.5 ${-7 * down}h9z`;
}

function barsOf(
  placed: readonly PlacedWord[],
  baselines: readonly number[],
  weights: readonly number[],
): ExamplePicture['bars'] {
  const paths = new Map<number, string>();
  weights.forEach((weight, index) => {
    if (weight < leastBar) return;
    const { left, width, line } = placed[index]!;
    // Half pixels are as fine as bars can be told apart.
    const thickness = Math.max(1, Math.round(weight * thickest.bar * 2) / 2);
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

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

export const exampleWidth = sentenceSize.width;
