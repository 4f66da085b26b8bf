import { headMetricNames, headMetrics } from '../../../../../shared/analysis/head-metrics.ts';
import { rollout } from '../../../../../shared/analysis/rollout.ts';
import { mergeWords, type Word } from '../../../../../shared/analysis/word-merging.ts';
import type { Token } from '../../../../../shared/tokenizer/token.ts';
import { type Node, type Operator, type TensorNode, tensorsOf } from './nodes.ts';
import { cosines, dot, length, map, pick, scalar, slices, stack, sum, tensorValue, type Value, zip } from './values.ts';

/** What a name speaks of. */
export interface Source {
  /** The tensor, or the part of it that the indices take. */
  tensor(node: TensorNode): Value;
  /** Of the text of one request. */
  words(request: number): readonly Word[];
  tokens(request: number): readonly Token[];
}

/** Computes what a name says. @throws Error when something is not there or does not fit */
export function evaluate(node: Node, source: Source): Value {
  const of = (inner: Node) => evaluate(inner, source);
  switch (node.kind) {
    case 'number':
      return scalar(node.value);
    case 'tensor':
      return source.tensor(node);
    case 'negative':
      return map(of(node.of), (value) => -value);
    case 'length':
      return scalar(length(of(node.of)));
    case 'part':
      return pick(of(node.of), node.indices);
    case 'binary':
      return binary(node.operator, of(node.left), of(node.right));
    case 'call':
      return call(node.name, node.operands.map(of), textOf(node, source));
  }
}

const elementwise: Readonly<Record<Exclude<Operator, '.'>, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '<': (a, b) => Number(a < b),
  '>': (a, b) => Number(a > b),
};

function binary(operator: Operator, a: Value, b: Value): Value {
  return operator === '.' ? dot(a, b) : zip(a, b, elementwise[operator]);
}

/** The text of the request that the operands name. */
interface Text {
  words(): readonly Word[];
  tokens(): readonly Token[];
}

function textOf(node: Node, source: Source): Text {
  const request = tensorsOf(node)[0]?.request ?? 0;
  return { words: () => source.words(request), tokens: () => source.tokens(request) };
}

type Call = (operands: readonly Value[], text: Text) => Value;

const ofAll =
  (fold: (values: Float64Array) => number): Call =>
  ([x]) =>
    scalar(fold(x!.data));
const ofEach =
  (change: (value: number) => number): Call =>
  ([x]) =>
    map(x!, change);

const calls: Readonly<Record<string, Call>> = {
  sum: ([x]) => scalar(sum(x!)),
  mean: ([x]) => scalar(sum(x!) / x!.data.length),
  max: ofAll((values) => Math.max(...values)),
  min: ofAll((values) => Math.min(...values)),
  exp: ofEach(Math.exp),
  log: ofEach(Math.log),
  sqrt: ofEach(Math.sqrt),
  abs: ofEach(Math.abs),
  softmax: ([x]) => softmax(x!),
  cos: ([a, b]) => cosines(a!, b!),
  mean_cosine: ([x]) => scalar(meanCosine(x!)),
  only: ([x, ...places]) => chosen(x!, places, true),
  without: ([x, ...places]) => chosen(x!, places, false),
  rest: ([x, ...places]) => scalar(sum(chosen(x!, places, false))),
  diagonal: ([x]) => onSquares(x!, (square) => ({ shape: [square.shape[0]!], data: diagonal(square) })),
  transpose: ([x]) => onSquares(x!, transposed),
  words: ([x], text) => onSquares(x!, (square) => merged(square, text.words())),
  shares: ([x]) => shares(x!),
  kinds: ([x]) => byKinds(x!),
  rollout: ([x]) => rolledOut(x!),
  ...Object.fromEntries(
    headMetricNames.map((name): [string, Call] => [
      name,
      ([x], text) => scalar(headMetrics(Float32Array.from(x!.data), text.tokens())[name]),
    ]),
  ),
};

function call(name: string, operands: readonly Value[], text: Text): Value {
  const known = calls[name];
  if (!known) throw new Error(`expected one of ${Object.keys(calls).join(', ')}, found ${name}(...)`);
  return known(operands, text);
}

function softmax(x: Value): Value {
  if (x.shape.length > 1) return stack(slices(x).map(softmax));
  const largest = Math.max(...x.data);
  const exponentials = map(x, (value) => Math.exp(value - largest));
  const total = sum(exponentials);
  return map(exponentials, (value) => value / total);
}

/** Along the last axis. */
function shares(x: Value): Value {
  if (x.shape.length > 1) return stack(slices(x).map(shares));
  const total = sum(x);
  return total === 0 ? x : map(x, (value) => value / total);
}

/** Sources before those of the layers: word, position, token type. The biases come last. */
const embeddingSources = 3;
const sourcesOfLayer = 13;

/** [sources, ...] -> [5, ...]: word, position, heads, feed-forward networks, and what is constant, each summed. */
function byKinds(x: Value): Value {
  const rows = slices(x);
  const ofLayers = rows.length - embeddingSources - 1;
  if (ofLayers < 0 || ofLayers % sourcesOfLayer !== 0) {
    throw new Error(`expected 4 sources, or 13 more for each layer, found ${rows.length}`);
  }
  const kindAt = (at: number) => {
    if (at < 2) return at;
    if (at === 2 || at === rows.length - 1) return 4;
    return (at - embeddingSources) % sourcesOfLayer === sourcesOfLayer - 1 ? 3 : 2;
  };
  const nothing = map(rows[0]!, () => 0);
  const ofKind = (kind: number) => rows.filter((_, at) => kindAt(at) === kind);
  return stack(
    Array.from({ length: 5 }, (_, kind) => ofKind(kind).reduce((all, row) => zip(all, row, (a, b) => a + b), nothing)),
  );
}

/** [layers, heads, n, n] -> [layers, n, n] */
function rolledOut(x: Value): Value {
  let before: Float32Array | undefined;
  const steps = slices(x).map((layer) => {
    const heads = slices(layer);
    const total = heads.reduce((all, head) => zip(all, head, (a, b) => a + b));
    const mean = map(total, (weight) => weight / heads.length);
    before = rollout(Float32Array.from(mean.data), mean.shape[0]!, before);
    return tensorValue(mean.shape, before);
  });
  return stack(steps);
}

/** Mean over all pairs of different rows. */
function meanCosine(x: Value): number {
  const rows = slices(x);
  const pairs = rows.flatMap((a, at) => rows.slice(at + 1).map((b) => cosines(a, b).data[0]!));
  return pairs.reduce((total, cosine) => total + cosine, 0) / pairs.length;
}

/** Elements along the first axis, by their places. */
function chosen(x: Value, places: readonly Value[], keep: boolean): Value {
  const named = new Set(places.map(({ data }) => data[0]!));
  const beyond = [...named].find((place) => place >= x.shape[0]!);
  if (beyond !== undefined) throw new Error(`expected a place below ${x.shape[0]}, found ${beyond}`);
  return stack(slices(x).filter((_, at) => named.has(at) === keep));
}

/** Applies to the last two axes. */
function onSquares(x: Value, change: (square: Value) => Value): Value {
  if (x.shape.length < 2) throw new Error(`expected two axes, found [${x.shape}]`);
  return x.shape.length === 2 ? change(x) : stack(slices(x).map((part) => onSquares(part, change)));
}

function diagonal({ shape, data }: Value): Float64Array {
  return Float64Array.from({ length: shape[0]! }, (_, at) => data[at * shape[1]! + at]!);
}

function transposed({ shape: [rows = 0, columns = 0], data }: Value): Value {
  const at = (index: number) => data[(index % rows) * columns + Math.floor(index / rows)]!;
  return { shape: [columns, rows], data: Float64Array.from(data, (_, index) => at(index)) };
}

function merged({ shape, data }: Value, words: readonly Word[]): Value {
  return tensorValue([words.length, words.length], mergeWords(Float32Array.from(data), shape[0]!, words));
}
