import {
  columnCentres,
  type FlowShape,
  type FlowToken,
  riverPath,
  type Strand,
  strandsInto,
} from '../../figures/marks/flow/flow-layout.ts';
import { layerCount } from '../../model/reader-place.ts';
import { isFar, type ModelFlow } from './model-flow.ts';

/**
 * Kinds of strands, the most visible first: between words that are apart; between neighbours or with punctuation; to or
 * from a special token.
 */
export type StrandKind = 'far' | 'near' | 'special';

/** A token's river with all strands that flow into it. */
export interface TokenWay {
  readonly to: number;
  readonly river: string;
  /** Narrow ones first, so that the wide ones lie on top. */
  readonly strands: readonly (Strand & { readonly kind: StrandKind })[];
}

/** More strands than this are neither legible nor quick to draw. */
export const mostStrands = 1500;

/** Narrower strands are never drawn, because they would be hairlines. */
export const leastShown = 0.05;

/** A sentence with more tokens is drawn in rows on a wide screen too. */
const mostColumns = 20;

/** Room before and behind the rivers for the words, in pixels. */
const wide = { width: 1200, start: 150, end: 110 };
const narrow = { width: 340, start: 76, end: 54 };

/**
 * The shape of the drawing: tokens side by side and layers downwards where they fit, else tokens below each other and
 * layers to the right.
 * @param isWide whether the drawing is 1200 pixels wide rather than 340
 */
export function modelShape(tokenCount: number, isWide: boolean): FlowShape {
  if (isWide && tokenCount <= mostColumns) {
    const pitch = 42;
    return {
      direction: 'down',
      start: 0,
      pitch,
      scale: Math.min(38, 640 / tokenCount),
      width: 1200,
      height: layerCount * pitch,
    };
  }
  const { width, start, end } = isWide ? wide : narrow;
  const row = rowPitch(tokenCount);
  const pitch = (width - start - end) / layerCount;
  return {
    direction: 'right',
    start,
    pitch,
    scale: Math.min(isWide ? 30 : 22, row * 0.85),
    width,
    height: row * (tokenCount + 0.5),
  };
}

/** Pixels from one token to the next, where tokens stand below each other. */
export function rowPitch(tokenCount: number): number {
  if (tokenCount <= 48) return 27;
  if (tokenCount <= 160) return 15;
  return 6;
}

/** The position of each token's river. */
export function placeTokens({ tokens }: ModelFlow, { direction, width, height }: FlowShape): FlowToken[] {
  const texts = tokens.map(({ text }) => text);
  const row = height / (tokens.length + 0.5);
  const centres =
    direction === 'down' ? columnCentres(texts, 44, width) : texts.map((_, token) => row * (token + 0.75));
  return tokens.map(({ text, special }, token) => ({ text, special, centre: centres[token]! }));
}

/** The least share that is drawn, so that at most `most` strands are; never below `leastShown`. */
export function leastDrawn({ shares }: ModelFlow, most = mostStrands): number {
  const wide: number[] = [];
  for (const rows of shares)
    rows.forEach((row, to) => {
      for (let from = 0; from < row.length; from++) if (from !== to && row[from]! >= leastShown) wide.push(row[from]!);
    });
  if (wide.length <= most) return leastShown;
  return wide.sort((a, b) => b - a)[most - 1]!;
}

/** The share of all that flows between tokens that is drawn, 0..1. */
export function drawnPart({ shares }: ModelFlow, least: number): number {
  let [drawn, all] = [0, 0];
  for (const rows of shares)
    rows.forEach((row, to) => {
      for (let from = 0; from < row.length; from++) {
        if (from === to) continue;
        all += row[from]!;
        if (row[from]! >= least) drawn += row[from]!;
      }
    });
  return all > 0 ? drawn / all : 1;
}

/** Every token's river and strands. */
export function waysOf(flow: ModelFlow, tokens: readonly FlowToken[], shape: FlowShape, least: number): TokenWay[] {
  return tokens.map((token, to) => {
    const into = flow.shares.map((rows) => rows[to]!);
    const strands = strandsInto(into, to, tokens, shape, least)
      .sort((a, b) => a.share - b.share)
      .map((strand) => ({ ...strand, kind: kindOf(flow, to, strand.from) }));
    return { to, river: riverPath(into, to, token.centre, shape), strands };
  });
}

function kindOf({ tokens }: ModelFlow, to: number, from: number): StrandKind {
  if (tokens[to]!.special || tokens[from]!.special) return 'special';
  return isFar(tokens, to, from) ? 'far' : 'near';
}

/** The layer and the token nearest to a point. @param x in pixels of the drawing, like `y` */
export function placeAt(
  x: number,
  y: number,
  tokens: readonly FlowToken[],
  shape: FlowShape,
): { layer: number; token: number } {
  const [across, along] = shape.direction === 'down' ? [x, y] : [y, x];
  const layer = Math.floor((along - shape.start) / shape.pitch);
  const distances = tokens.map(({ centre }) => Math.abs(centre - across));
  return {
    layer: Math.min(layerCount - 1, Math.max(0, layer)),
    token: distances.indexOf(Math.min(...distances)),
  };
}

/**
 * Indices of the tokens whose names have room where rivers lie closer than lines of text. Tokens of `wanted` come
 * first, in their order; names are at least `room` pixels apart.
 */
export function namedTokens(tokens: readonly FlowToken[], wanted: readonly number[], room: number): Set<number> {
  const named = new Set<number>();
  const isFree = (token: number) =>
    [...named].every((other) => Math.abs(tokens[other]!.centre - tokens[token]!.centre) >= room);
  for (const token of [...wanted, ...tokens.keys()]) if (isFree(token)) named.add(token);
  return named;
}
