import { type OutputShape, outputShapes } from '../engine/outputs.ts';
import { convertFloats, type FloatDtype } from '../tensors/element-types.ts';
import { elementCount, type Tensor } from '../tensors/tensor.ts';
import type { TensorPieces } from '../tensors/tensor-pieces.ts';
import type { Token } from '../tokenizer/token.ts';
import type { Bert, TraceOptions } from './bert.ts';
import { nextTurn } from './next-turn.ts';
import { passes } from './passes.ts';

type TraceTokens = readonly Pick<Token, 'id' | 'type'>[];

/** One run of the model over one text. */
export interface TraceRun extends TraceOptions {
  readonly tokens: TraceTokens;
}

/** Names with `*` for every layer, spelled out. @throws UnknownTensorError */
export function expandNames(asked: readonly string[], known: readonly string[]): string[] {
  const names = asked.flatMap((name) => {
    const matches = name.endsWith('.*') ? known.filter((candidate) => isLayerOf(candidate, name)) : [name];
    if (matches.length > 0 && matches.every((match) => known.includes(match))) return matches;
    throw new UnknownTensorError(name, known);
  });
  return [...new Set(names)];
}

/** Whether these are logits, which stand at listed tokens only: `logits`, `logits.7`. */
export function isLogits(name: string): boolean {
  return name === 'logits' || name.startsWith('logits.');
}

function isLayerOf(candidate: string, pattern: string): boolean {
  const prefix = pattern.slice(0, -1);
  return candidate.startsWith(prefix) && /^\d+$/.test(candidate.slice(prefix.length));
}

/** A name that the model does not compute. */
export class UnknownTensorError extends Error {
  override readonly name = 'UnknownTensorError';

  constructor(found: string, known: readonly string[]) {
    const families = [...new Set(known.map((candidate) => candidate.replace(/\.\d+$/, '.*')))];
    super(`expected one of ${families.join(', ')} (a number instead of * for one layer), found "${found}"`);
  }
}

/** Shapes of the named outputs for `tokens` tokens, of which `masks` are `[MASK]`. */
export function traceShapes(bert: Bert, names: readonly string[], tokens: number, masks: number): number[][] {
  const shapes = outputShapes(bert.config, bert.outputNames.includes('logits'));
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
    case 'headRows':
      return [heads, tokens, size];
    case 'headPairs':
      return [heads, tokens, tokens];
    case 'listedRows':
      return [masks, size];
  }
}

/**
 * The named tensors of one text. With `untouched`, also `delta.<name>` = the run's value minus that of `untouched`.
 * Converted pass by pass, so that f16 never stands beside all of its f32.
 */
export async function readTrace(
  bert: Bert,
  run: TraceRun,
  names: readonly string[],
  dtype: FloatDtype,
  untouched?: TraceRun,
): Promise<Record<string, TensorPieces>> {
  const shapes = traceShapes(bert, names, run.tokens.length, 1);
  const bytes = new Map(names.map((name, index) => [name, 4 * elementCount(shapes[index])]));
  const found: Record<string, TensorPieces> = {};
  for (const part of passes(names, (name) => bytes.get(name) ?? 0)) {
    if (Object.keys(found).length > 0) await nextTurn();
    const outputs = await bert.trace(run.tokens, part, run);
    for (const name of part) found[name] = pieces(outputs[name], dtype);
    if (untouched === undefined) continue;
    const before = await bert.trace(untouched.tokens, part, untouched);
    for (const name of part) found[`delta.${name}`] = pieces(difference(name, outputs[name], before[name]), dtype);
  }
  return found;
}

function pieces(tensor: Tensor, dtype: FloatDtype): TensorPieces {
  if (tensor.dtype !== 'F32') return { ...tensor, pieces: [tensor.data] };
  return { dtype, shape: tensor.shape, pieces: [convertFloats(tensor.data, dtype)] };
}

function difference(name: string, after: Tensor, before: Tensor): Tensor {
  if (after.data.length !== before.data.length) {
    throw new RangeError(
      `delta.${name}: expected the shape [${before.shape}] of the untouched run, found [${after.shape}]`,
    );
  }
  return {
    dtype: 'F32',
    shape: after.shape,
    data: Float32Array.from(after.data, (value, i) => value - before.data[i]),
  };
}
