import type { Bert } from '../../model/bert.ts';
import { type AttentionOptions, attentionShape, matrixSink } from '../../model/read-attention.ts';
import { npyHeader } from '../../tensors/npy.ts';
import { inFileOrder, safetensorsHeader } from '../../tensors/safetensors.ts';
import { byteLength, bytesOfPieces, type TensorPieces } from '../../tensors/tensor-pieces.ts';
import type { TensorSpace } from '../../tensors/tensor-space.ts';
import type { Token } from '../../tokenizer/token.ts';
import { passOn, type SendParts } from '../answer/passing-answer.ts';
import { metadataOf, type PassingAnswer } from '../answer/tensor-answer.ts';
import { type ChangedRun, optionsOf } from '../checks/changed-run.ts';
import { expectHeld } from '../checks/finite-answer.ts';
import { type MediaType, npy } from '../media-types.ts';
import type { InTurn } from '../turn.ts';
import type { AttentionFields } from './answer.ts';
import type { AttentionPlan } from './plan.ts';
import { matricesAtOnce } from './size.ts';

/**
 * Attention that is sent while one forward pass computes it, some heads at a time: an answer of any size needs room for
 * those alone. The pass waits for the reader, and others work meanwhile.
 */
export async function answerPassing(
  bert: Bert,
  plan: AttentionPlan,
  fields: AttentionFields,
  inTurn: InTurn,
  mediaType: MediaType,
): Promise<PassingAnswer> {
  let length: number | undefined;
  const [passing, { bytes, bytesBeside, tokens, layers, mayOverflow }] = [passingOf(plan), plan];
  const size = { bytes, bytesBeside, tokens: tokens * (mayOverflow ? 2 : 1), layers };
  const parts = await passOn(inTurn, size, async (space, sendWith) => {
    const sendParts = sendWith(() => tokens);
    // Once the head of the file is sent, it can no longer be refused.
    if (mayOverflow) await pass(bert, passing, space, async () => undefined);
    space.clear();
    // Made when the turn has come, because it is too much to keep for every request that waits.
    const file = fileAround(passing, fields, mediaType);
    length = file.bytes;
    await sendParts(file.before);
    await pass(bert, passing, space, sendParts);
    await sendParts(file.after);
  });
  return { parts, bytes: length };
}

/** What the pass of a plan needs, without the texts that it was made from. */
interface Passing {
  readonly tokens: readonly Token[];
  readonly options: AttentionOptions;
  readonly changes: ChangedRun;
}

function passingOf({ prompt: { tokens }, options, changes }: AttentionPlan): Passing {
  // A word is a part of its text, and would keep it.
  const words = options.words?.map((word) => ({ ...word, text: '' }));
  return { tokens, options: { ...options, words }, changes };
}

/** The numbers of a plan, sent while they are computed. */
export async function passAttention(
  bert: Bert,
  plan: AttentionPlan,
  space: TensorSpace,
  send: SendParts,
): Promise<void> {
  return pass(bert, passingOf(plan), space, send);
}

async function pass(bert: Bert, { tokens, options, changes }: Passing, space: TensorSpace, send: SendParts) {
  const sink = passingSink({ tokens, options, changes }, space, send);
  await bert.pass(tokens, sink, await optionsOf(bert, changes));
  await sink.drain();
  await send(sink.rest());
}

/** What stands before and after the numbers in the file, whose whole length is known before they are. */
interface File {
  readonly before: readonly Uint8Array[];
  readonly after: readonly Uint8Array[];
  readonly bytes: number;
}

function fileAround({ options, tokens }: Passing, fields: AttentionFields, mediaType: MediaType): File {
  const attentions = { dtype: options.dtype, shape: attentionShape(options, tokens.length), pieces: [] };
  const sized = (before: readonly Uint8Array[], after: readonly Uint8Array[]): File => {
    const around = [...before, ...after].reduce((sum, part) => sum + part.length, 0);
    return { before, after, bytes: around + byteLength(attentions) };
  };
  if (mediaType === npy) return sized([npyHeader(attentions)], []);
  const entries = inFileOrder<TensorPieces>({ attentions, input_ids: fields.inputIds });
  const header = safetensorsHeader(entries, metadataOf({ ...fields.before, ...fields.after }));
  const ids = bytesOfPieces(fields.inputIds.pieces);
  return entries[0]?.[0] === 'attentions' ? sized([header], ids) : sized([header, ...ids], []);
}

/** A sink that fills the space with matrices, and sends it when it is full. */
function passingSink({ tokens: { length }, options, changes }: Passing, space: TensorSpace, send: SendParts) {
  const shape = attentionShape(options, length).slice(-2);
  const room = matricesAtOnce(options, length);
  const buffer = space.tensor(options.dtype, [room, ...shape]);
  let [next, filled] = [0, 0];
  const matrices = matrixSink(length, options, (place, matrix) => {
    // A layer that begins again writes again what has been sent.
    if (place < next) return;
    expectHeld('attentions', options.dtype, matrix, changes);
    buffer.write(filled * matrix.length, matrix);
    next++;
    filled++;
  });
  const drain = () => {
    if (filled < room) return undefined;
    filled = 0;
    return send(bytesOfPieces(buffer.pieces));
  };
  const rest = () => firstBytes(bytesOfPieces(buffer.pieces), (filled / room) * byteLength(buffer));
  return { ...matrices, drain, rest };
}

/** The first so many bytes of parts. */
function firstBytes(parts: readonly Uint8Array[], bytes: number): Uint8Array[] {
  let left = bytes;
  return parts.flatMap((part) => {
    const taken = part.subarray(0, left);
    left -= taken.length;
    return taken.length > 0 ? [taken] : [];
  });
}
