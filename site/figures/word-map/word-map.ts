import { cosine } from '../../../shared/analysis/cosine.ts';
import { type PrincipalPlane, placeInPlane, principalPlane } from '../../../shared/analysis/principal-plane.ts';
import { unitVector } from '../../../shared/analysis/unit-vector.ts';
import { type FigureView, type Trace, traceRow } from '../../model/trace.ts';
import { type NamedRows, type NearestRows, nearestToSum, type WordRow, type WordSum } from '../arithmetic/word-sums.ts';

/** Words of one kind, from the committed list. */
export interface WordKind {
  readonly kind: string;
  readonly words: readonly string[];
}

/** A word with its point in the plane; its row of the table is scaled to length 1 first. */
export interface PlacedWord {
  readonly word: string;
  readonly x: number;
  readonly y: number;
}

export interface MapWord extends PlacedWord {
  /** Index of its kind. */
  readonly kind: number;
}

/** `from - minus + plus` in the plane, and the row nearest to it in all dimensions. */
export interface SumOnMap {
  readonly from: PlacedWord & WordRow;
  readonly minus: PlacedWord & WordRow;
  readonly plus: PlacedWord & WordRow;
  /** The end of the arrow from `minus` to `plus` when it starts at `from`. */
  readonly tip: readonly [x: number, y: number];
  readonly nearest: PlacedWord & WordRow & { readonly cosine: number };
  readonly expected: PlacedWord & WordRow & { readonly cosine: number };
}

export interface WordMapView {
  readonly kinds: readonly string[];
  readonly words: readonly MapWord[];
  readonly sums: readonly SumOnMap[];
  /** Share of the variance of the words' rows that the plane keeps, 0..1. */
  readonly kept: number;
  /** The share of words whose nearest other word is of the same kind, 0..1: in the plane, and in all dimensions. */
  readonly sameKind: { readonly plane: number; readonly all: number };
  readonly plane: PackedPlane;
}

/** A plane in a compact form for a page's HTML: two axes in hundred-thousandths, [2][hiddenSize], and the origin. */
export interface PackedPlane {
  readonly axes: readonly [string, string];
  readonly origin: readonly [number, number];
}

const perUnit = 1e5;

/** The map of a list of words, with sums drawn on it, whose words need not be in the list. */
export function wordMap(list: readonly WordKind[], table: NamedRows, sums: readonly WordSum[]): WordMapView {
  const all = list.flatMap(({ words }, kind) => words.map((word) => ({ word, kind })));
  const rows = all.map(({ word }) => unitVector(table.row(table.idOf(word))));
  const plane = principalPlane(rows);
  const words = all.map((one, index) => ({ ...one, ...place(plane, rows[index]!) }));
  const kinds = all.map(({ kind }) => kind);
  return {
    kinds: list.map(({ kind }) => kind),
    words,
    sums: sums.map((sum) => sumOnMap(nearestToSum(sum, table, 1), table, plane)),
    kept: plane.share,
    sameKind: {
      plane: sameKindShare(kinds, (a, b) => -Math.hypot(words[a]!.x - words[b]!.x, words[a]!.y - words[b]!.y)),
      all: sameKindShare(kinds, (a, b) => cosine(rows[a]!, rows[b]!)),
    },
    plane: packed(plane),
  };
}

function place(plane: Pick<PrincipalPlane, 'axes' | 'origin'>, row: Float32Array): { x: number; y: number } {
  const [x, y] = placeInPlane(plane, row).map((value) => Number(value.toFixed(4))) as [number, number];
  return { x, y };
}

function sumOnMap({ from, minus, plus, nearest, expected }: NearestRows, table: NamedRows, plane: PrincipalPlane) {
  const placed = <Row extends WordRow>(row: Row) => ({ ...row, ...place(plane, unitVector(table.row(row.id))) });
  const [a, b, c] = [placed(from), placed(minus), placed(plus)];
  const tip = [a.x - b.x + c.x, a.y - b.y + c.y] as const;
  return { from: a, minus: b, plus: c, tip, nearest: placed(nearest[0]!), expected: placed(expected) };
}

/** The share of items whose most similar other item is of their own kind, 0..1. */
export function sameKindShare(kinds: readonly number[], likeness: (a: number, b: number) => number): number {
  const isSame = kinds.map((kind, a) => {
    const others = [...kinds.keys()].filter((b) => b !== a);
    const best = others.reduce((most, b) => (likeness(a, b) > likeness(a, most) ? b : most));
    return kinds[best] === kind;
  });
  return isSame.filter(Boolean).length / kinds.length;
}

function packed({ axes, origin }: PrincipalPlane): PackedPlane {
  const whole = (axis: Float64Array) => Array.from(axis, (value) => Math.round(value * perUnit)).join(' ');
  return { axes: [whole(axes[0]), whole(axes[1])], origin };
}

function unpacked({ axes, origin }: PackedPlane): Pick<PrincipalPlane, 'axes' | 'origin'> {
  const values = (axis: string) => Float64Array.from(axis.split(' '), (value) => Number(value) / perUnit);
  return { axes: [values(axes[0]), values(axes[1])], origin };
}

/** The words of the reader's sentence, as points of the map. */
export interface ReaderWords {
  readonly words: readonly (PlacedWord & { readonly token: number })[];
}

/** Places the reader's tokens, words and pieces, in the plane of the map, each text once. */
export function readerWordsFigure(plane: PackedPlane): FigureView<ReaderWords> {
  const { axes, origin } = unpacked(plane);
  return {
    names: () => ['embeddings.word'],
    view: (trace) => ({
      words: ownWords(trace).map(({ token, word }) => ({
        token,
        word,
        ...place({ axes, origin }, unitVector(traceRow(trace, 'embeddings.word', token))),
      })),
    }),
  };
}

/** Tokens with a letter or a digit, each text once. */
function ownWords({ tokens }: Trace): { token: number; word: string }[] {
  const isWord = ({ text, special }: Trace['tokens'][number]) => !special && /[\p{L}\p{N}]/u.test(text);
  return tokens.flatMap((one, token) => {
    const isFirst = tokens.findIndex(({ text }) => text === one.text) === token;
    return isWord(one) && isFirst ? [{ token, word: one.text }] : [];
  });
}
