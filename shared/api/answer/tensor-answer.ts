import { nestedJson, type TensorPieces } from '../../tensors/tensor-pieces.ts';
import type { Token } from '../../tokenizer/token.ts';

/** An answer of tensors before it takes the form that was agreed on. */
export interface TensorAnswer {
  /** For safetensors. */
  readonly tensors: Readonly<Record<string, TensorPieces>>;
  /** For NumPy: the one tensor that was asked for. */
  readonly main: TensorPieces;
  /** For safetensors' `__metadata__`. */
  readonly metadata: Readonly<Record<string, string>>;
  /** For JSON, in parts. */
  readonly json: () => Iterable<string>;
}

/** A JSON object in parts: every value is JSON text itself, whole or in parts. */
export function* jsonObject(fields: Readonly<Record<string, string | Iterable<string>>>): Generator<string> {
  let before = '{';
  for (const [name, value] of Object.entries(fields)) {
    yield `${before}${JSON.stringify(name)}:`;
    if (typeof value === 'string') yield value;
    else yield* value;
    before = ',';
  }
  yield before === '{' ? '{}' : '}';
}

/**
 * A JSON object to be written when it is sent. What comes before and after its numbers is text from the start, so that
 * an answer that waits for its reader holds neither tokens nor the text they came from.
 */
export function jsonLater(
  before: Readonly<Record<string, unknown>>,
  numbers: () => Readonly<Record<string, Iterable<string>>>,
  after: Readonly<Record<string, unknown>>,
): () => Iterable<string> {
  const [first, last] = [jsonFields(before), jsonFields(after)];
  return () => jsonObject({ ...first, ...numbers(), ...last });
}

/** A JSON array in parts: `write` makes JSON text of each value. */
export function* jsonSequence<T>(values: Iterable<T>, write: (value: T, index: number) => string): Generator<string> {
  let index = 0;
  for (const value of values) {
    yield index === 0 ? '[' : ',';
    yield write(value, index);
    index++;
  }
  yield index === 0 ? '[]' : ']';
}

/** `{dtype, shape, data}` in parts. */
export function tensorJson(tensor: TensorPieces): Generator<string> {
  const dtype = JSON.stringify(tensor.dtype.toLowerCase());
  return jsonObject({ dtype, shape: JSON.stringify(tensor.shape), data: nestedJson(tensor) });
}

/** `input_ids` [n], which every safetensors answer holds. */
export function inputIds(tokens: readonly Token[]): TensorPieces {
  return { dtype: 'I32', shape: [tokens.length], pieces: [Int32Array.from(tokens, ({ id }) => id)] };
}

/** safetensors metadata are strings: everything that is none is JSON. */
export function metadataOf(fields: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
}

/** Every field of an object as JSON text, in order. */
export function jsonFields(fields: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, JSON.stringify(value)]));
}
