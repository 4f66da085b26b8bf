import { type OutputShape, type OutputSink, outputShapes } from '../engine/outputs.ts';
import type { FloatDtype } from '../tensors/element-types.ts';
import type { TensorPieces } from '../tensors/tensor-pieces.ts';
import { narrowed, type TensorSpace, type WritableTensor } from '../tensors/tensor-space.ts';
import type { Token } from '../tokenizer/token.ts';
import type { Bert, TraceOptions } from './bert.ts';
import { nextTurn } from './next-turn.ts';
import { quoted } from './quoted.ts';

type TraceTokens = readonly Pick<Token, 'id' | 'type'>[];

/** One run of the model over one text. */
export interface TraceRun extends TraceOptions {
  readonly tokens: TraceTokens;
}

/**
 * The asked names, with `*` spelled out for every layer.
 * @throws UnknownTensorError naming a name that matches no output.
 */
export function expandNames(asked: readonly string[], known: readonly string[]): string[] {
  const names = asked.flatMap((name) => {
    const matches = name.endsWith('.*') ? known.filter((candidate) => isLayerOf(candidate, name)) : [name];
    if (matches.length > 0 && matches.every((match) => known.includes(match))) return matches;
    throw new UnknownTensorError(name, known);
  });
  return [...new Set(names)];
}

/** Whether a name is that of logits, which stand at listed tokens only: `logits`, `logits.7`. */
export function isLogits(name: string): boolean {
  return name === 'logits' || name.startsWith('logits.');
}

function isLayerOf(candidate: string, pattern: string): boolean {
  const prefix = pattern.slice(0, -1);
  return candidate.startsWith(prefix) && /^\d+$/.test(candidate.slice(prefix.length));
}

/** A name of a tensor that the model does not compute. */
export class UnknownTensorError extends Error {
  override readonly name = 'UnknownTensorError';

  readonly found: string;

  constructor(found: string, known: readonly string[]) {
    super(`expected ${layersOf(found, known) ?? familiesOf(known)}, found ${quoted(found)}`);
    this.found = found;
  }
}

function familiesOf(known: readonly string[]): string {
  const families = [...new Set(known.map((candidate) => candidate.replace(/\.\d+$/, '.*')))];
  return `one of ${families.join(', ')} (a number instead of * for one layer)`;
}

/** `query.0 to query.5` where a name is right but for its number. */
function layersOf(found: string, known: readonly string[]): string | undefined {
  const family = /^(.+\.)\d+$/.exec(found)?.[1];
  const layers = family === undefined ? [] : known.filter((candidate) => isLayerOf(candidate, `${family}*`));
  return layers.length === 0 ? undefined : `${layers[0]} to ${layers.at(-1)}`;
}

/** Shapes of the named outputs for `tokens` tokens, of which `masks` are `[MASK]`. */
export function traceShapes(bert: Bert, names: readonly string[], tokens: number, masks: number): number[][] {
  const [maskedLm, pooler] = ['logits', 'pooler_output'].map((name) => bert.outputNames.includes(name));
  const shapes = outputShapes(bert.config, { maskedLm, pooler });
  return names.map((name) => {
    const shape = shapes.get(name);
    if (shape === undefined) throw new UnknownTensorError(name, bert.outputNames);
    return concreteShape(shape, bert.config.numAttentionHeads, tokens, masks);
  });
}

function concreteShape({ kind, size }: OutputShape, heads: number, tokens: number, masks: number): number[] {
  switch (kind) {
    case 'rows':
      return [tokens, size];
    case 'pairs':
      return [tokens, tokens];
    case 'headRows':
      return [heads, tokens, size];
    case 'headPairs':
      return [heads, tokens, tokens];
    case 'listedRows':
      return [masks, size];
    case 'vector':
      return [size];
  }
}

/**
 * The named tensors of one text, written into `space` while one forward pass computes them. With `untouched`, a second
 * pass also gives `delta.<name>`, the run's value minus that of `untouched`, which rounds as the run does; `space` then
 * needs room for as many float32 again.
 */
export async function readTrace(
  bert: Bert,
  run: TraceRun,
  names: readonly string[],
  dtype: FloatDtype,
  space: TensorSpace,
  untouched?: TraceRun,
): Promise<Record<string, TensorPieces>> {
  const shapes = traceShapes(bert, names, run.tokens.length, bert.maskPositions(run.tokens).length);
  const room = (dtype: FloatDtype) => new Map(names.map((name, index) => [name, space.tensor(dtype, shapes[index])]));
  const deltas = untouched === undefined ? undefined : room('F32');
  const tensors = room(dtype);
  if (untouched !== undefined && deltas !== undefined) {
    await bert.pass(untouched.tokens, writingTo(deltas), { activations: run.activations, ...untouched });
    await nextTurn();
  }
  await bert.pass(run.tokens, deltas === undefined ? writingTo(tensors) : comparing(tensors, deltas), run);
  const differences = [...(deltas ?? [])].map(([name, delta]) => [
    `delta.${name}`,
    dtype === 'F16' ? narrowed(delta) : delta,
  ]);
  return { ...Object.fromEntries(tensors), ...Object.fromEntries(differences) };
}

type Written = ReadonlyMap<string, WritableTensor>;

function writingTo(tensors: Written): OutputSink {
  return {
    wants: (name) => tensors.has(name),
    write: (name, _text, offset, values) => tensors.get(name)?.write(offset, values),
  };
}

/** A sink that replaces the values of another run in `deltas` by this run's values minus them. */
function comparing(tensors: Written, deltas: Written): OutputSink {
  const sink = writingTo(tensors);
  return {
    wants: sink.wants,
    write(name, text, offset, values) {
      sink.write(name, text, offset, values);
      deltas.get(name)?.subtractFrom(offset, values);
    },
  };
}
