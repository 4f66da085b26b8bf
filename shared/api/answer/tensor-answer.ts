import { nestedJson, npyParts, safetensorsParts, type TensorPieces } from '../../tensors/tensor-pieces.ts';
import type { Token } from '../../tokenizer/token.ts';
import { type MediaType, npy, safetensors } from '../media-types.ts';

interface HeldAnswer {
  /** Bytes that the answer keeps in memory until it is sent, for an answer that took no turn at the model. */
  readonly heldBytes?: number;
}

/** An answer that has one form, JSON. */
export interface JsonAnswer extends HeldAnswer {
  /** The JSON text, in parts that are made while the answer is sent. */
  readonly json: () => Iterable<string>;
}

/** An answer of tensors, before it is written in the negotiated media type. */
export interface TensorAnswer extends JsonAnswer {
  /** The tensors of a safetensors file. */
  readonly tensors: Readonly<Record<string, TensorPieces>>;
  /** The requested tensor, which becomes the content of a NumPy file. */
  readonly main: TensorPieces;
  /** The `__metadata__` of a safetensors file. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** An answer in lines of JSON, which are made while the model works. A failure on the way is the last line. */
export interface LinesAnswer extends HeldAnswer {
  readonly lines: AsyncIterable<string>;
}

/** An answer that is made while it is sent: each part when the one before has been taken, so that parts may share memory. */
export interface PassingAnswer extends HeldAnswer {
  readonly parts: AsyncIterable<Uint8Array>;
  /** Bytes of all parts together; absent where they are not known before. */
  readonly bytes?: number | undefined;
}

export type Answer = JsonAnswer | TensorAnswer | LinesAnswer | PassingAnswer;

/** The file of an answer in a binary media type, in parts; undefined where the answer is sent as JSON. */
export function fileParts(answer: Answer, mediaType: MediaType): Uint8Array[] | undefined {
  if (!('tensors' in answer)) return undefined;
  if (mediaType === safetensors) return safetensorsParts(answer.tensors, answer.metadata);
  return mediaType === npy ? npyParts(answer.main) : undefined;
}

/** A JSON object in parts. Every value is JSON text itself, whole or in parts. */
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
 * A JSON object whose numbers are written only when it is sent. The fields before and after them become text at once,
 * so that an answer that waits for its client holds neither tokens nor the text they came from.
 */
export function jsonLater(
  before: Readonly<Record<string, unknown>>,
  numbers: () => Readonly<Record<string, Iterable<string>>>,
  after: Readonly<Record<string, unknown>>,
): () => Iterable<string> {
  const [first, last] = [jsonFields(before), jsonFields(after)];
  return () => jsonObject({ ...first, ...numbers(), ...last });
}

/** A JSON array in parts; `write` gives the JSON text of each value. */
export function* jsonSequence<T>(values: Iterable<T>, write: (value: T, index: number) => string): Generator<string> {
  let index = 0;
  for (const value of values) {
    yield index === 0 ? '[' : ',';
    yield write(value, index);
    index++;
  }
  yield index === 0 ? '[]' : ']';
}

/** The wire form of a tensor, `{dtype, shape, data}`, as JSON in parts. */
export function tensorJson(tensor: TensorPieces): Generator<string> {
  const dtype = JSON.stringify(tensor.dtype.toLowerCase());
  return jsonObject({ dtype, shape: JSON.stringify(tensor.shape), data: nestedJson(tensor) });
}

/** The numbers of each tensor as JSON in parts, nested as deep as its shape. */
export function numbersJson<Name extends string>(
  tensors: Readonly<Partial<Record<Name, TensorPieces>>>,
): Record<Name, Iterable<string>> {
  const written = Object.entries<TensorPieces | undefined>(tensors).map(([name, tensor]) => [
    name,
    nestedJson(tensor!),
  ]);
  return Object.fromEntries(written);
}

/** A JSON array in parts, each of whose values comes in parts. */
export function* jsonList(values: Iterable<Iterable<string>>): Generator<string> {
  let before = '[';
  for (const value of values) {
    yield before;
    yield* value;
    before = ',';
  }
  yield before === '[' ? '[]' : ']';
}

/** `input_ids` [n], which every safetensors answer holds. */
export function inputIds(tokens: readonly Token[]): TensorPieces {
  return { dtype: 'I32', shape: [tokens.length], pieces: [Int32Array.from(tokens, ({ id }) => id)] };
}

/** The fields as safetensors metadata, whose values are strings: every value that is no string becomes JSON. */
export function metadataOf(fields: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
}

/** Every field of an object as JSON text, in order. */
export function jsonFields(fields: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, JSON.stringify(value)]));
}
