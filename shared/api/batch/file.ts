import type { ShapedTensor } from '../../model/read-attention.ts';
import { safetensorsHeader } from '../../tensors/safetensors.ts';
import { byteLength, bytesOfPieces, type TensorPieces } from '../../tensors/tensor-pieces.ts';
import type { Token } from '../../tokenizer/token.ts';
import { inputIds, metadataOf, type TensorAnswer } from '../answer/tensor-answer.ts';
import { ApiError } from '../errors.ts';
import type { Form } from './form.ts';
import type { TextPlan } from './kind.ts';

/** What a file says of a text before the model has run. */
export interface TextNote {
  readonly tensors: Readonly<Record<string, ShapedTensor>>;
  readonly tokens: Readonly<Record<string, TensorPieces>>;
  readonly truncated: boolean;
}

/** What is kept of a plan for the file. */
export function noteOf({ prompt }: TextPlan, tensors: Readonly<Record<string, ShapedTensor>>): TextNote {
  return { tensors, tokens: tokenTensors(prompt.tokens), truncated: prompt.truncated };
}

/** The tokens of a text as Hugging Face's fast tokenizers name their parts; a word of -1 is none. */
function tokenTensors(tokens: readonly Token[]): Record<string, TensorPieces> {
  const { length } = tokens;
  const ints = (shape: readonly number[], values: readonly number[]): TensorPieces => ({
    dtype: 'I32',
    shape,
    pieces: [Int32Array.from(values)],
  });
  const each = (value: (token: Token) => number) => ints([length], tokens.map(value));
  return {
    input_ids: inputIds(tokens),
    token_type_ids: each(({ type }) => type),
    word_ids: each(({ word }) => word ?? -1),
    offsets: ints(
      [length, 2],
      tokens.flatMap(({ start, end }) => [start, end]),
    ),
  };
}

/**
 * A safetensors file with the tensors of each text under its index: `0.attentions`. The tokens of all texts stand
 * first, because they are known before the numbers are; then text after text. Errors stand in its metadata.
 */
export function fileForm(texts: readonly (TextNote | ApiError)[], metadata: Readonly<Record<string, unknown>>): Form {
  const notes = texts.flatMap((note, index) => (note instanceof ApiError ? [] : [{ index, note }]));
  const tokens = notes.flatMap(({ index, note }) => under(index, note.tokens));
  const numbers = notes.flatMap(({ index, note }) => under(index, note.tensors));
  const header = safetensorsHeader([...tokens, ...numbers], metadataOf({ ...metadata, ...metadataOfTexts(texts) }));
  const bytes = [...tokens, ...numbers].reduce((sum, [, tensor]) => sum + byteLength(tensor), header.length);
  return {
    before: [header, ...tokens.flatMap(([, { pieces }]) => bytesOfPieces(pieces))],
    ofAnswer: (answer, index) => dataOf(answer as TensorAnswer, texts[index] as TextNote),
    ofError: () => [],
    after: [],
    bytes,
  };
}

function under<T>(index: number, tensors: Readonly<Record<string, T>>): [name: string, tensor: T][] {
  return Object.entries(tensors).map(([name, tensor]) => [`${index}.${name}`, tensor]);
}

function metadataOfTexts(texts: readonly (TextNote | ApiError)[]): Record<string, unknown> {
  const errors = texts.flatMap((text, index) => (text instanceof ApiError ? [[index, text.toResponse().error]] : []));
  const truncated = texts.flatMap((text, index) => (!(text instanceof ApiError) && text.truncated ? [index] : []));
  return { texts: texts.length, truncated, errors: Object.fromEntries(errors) };
}

/** The numbers of an answer in the order of the file. */
function dataOf({ tensors }: TensorAnswer, note: TextNote): Uint8Array[] {
  return Object.keys(note.tensors).flatMap((name) => bytesOfPieces(tensors[name]!.pieces));
}

/**
 * Most bytes that the form of a file keeps: header, what it is made of, and the tokens.
 * @param tensors of each text, besides those of its tokens
 */
export function fileBytes(texts: number, tensors: number, tokens: number): number {
  return (3584 + 512 * tensors) * texts + 24 * tokens;
}
