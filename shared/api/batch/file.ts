import type { ShapedTensor } from '../../model/read-attention.ts';
import { inFileOrder, safetensorsHeader } from '../../tensors/safetensors.ts';
import { bytesPerElement } from '../../tensors/tensor.ts';
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

/** What is kept of a plan for the file; its tensors in the order of the format, the largest elements first. */
export function noteOf({ prompt }: TextPlan, tensors: Readonly<Record<string, ShapedTensor>>): TextNote {
  const inOrder = Object.fromEntries(inFileOrder(tensors));
  return { tensors: inOrder, tokens: tokenTensors(prompt.tokens), truncated: prompt.truncated };
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
 *
 * Every tensor begins at a multiple of its element's size, so that a reader may look at it in place. The format allows no
 * holes: where a text's numbers would begin between two places of their type, zeros with a name stand before them,
 * `1.padding`, at most three.
 */
export function fileForm(texts: readonly (TextNote | ApiError)[], metadata: Readonly<Record<string, unknown>>): Form {
  const notes = texts.flatMap((note, index) => (note instanceof ApiError ? [] : [{ index, note }]));
  const tokens = notes.flatMap(({ index, note }) => under(index, note.tokens));
  const padding = paddingOf(notes);
  const numbers = notes.flatMap(({ index, note }) => under(index, { ...paddingAs(padding[index]!), ...note.tensors }));
  const header = safetensorsHeader([...tokens, ...numbers], metadataOf({ ...metadata, ...metadataOfTexts(texts) }));
  const bytes = [...tokens, ...numbers].reduce((sum, [, tensor]) => sum + byteLength(tensor), header.length);
  return {
    before: [header, ...tokens.flatMap(([, { pieces }]) => bytesOfPieces(pieces))],
    ofAnswer: (answer, index) => [
      new Uint8Array(padding[index]!),
      ...dataOf(answer as TensorAnswer, texts[index] as TextNote),
    ],
    ofError: () => [],
    after: [],
    bytes,
  };
}

function under<T>(index: number, tensors: Readonly<Record<string, T>>): [name: string, tensor: T][] {
  return Object.entries(tensors).map(([name, tensor]) => [`${index}.${name}`, tensor]);
}

type Numbered = readonly { readonly index: number; readonly note: TextNote }[];

/**
 * How many zeros stand before the numbers of each text, by its index. Tokens, of four bytes each, come before all; within
 * a text no tensor has larger elements than the one before it.
 */
function paddingOf(notes: Numbered): Readonly<Record<number, number>> {
  let end = 0;
  const padding = notes.map(({ index, note }) => {
    const shaped = Object.values(note.tensors);
    const size = Math.max(1, ...shaped.map(({ dtype }) => bytesPerElement[dtype]));
    const before = -end & (size - 1);
    end += before + shaped.reduce((sum, tensor) => sum + byteLength(tensor), 0);
    return [index, before] as const;
  });
  return Object.fromEntries(padding);
}

function paddingAs(bytes: number): Record<string, ShapedTensor> {
  return bytes > 0 ? { padding: { dtype: 'U8', shape: [bytes] } } : {};
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
