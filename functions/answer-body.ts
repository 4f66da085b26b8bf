import { encodedText } from '../shared/api/answer/encoded-text.ts';
import { lostAnswerMs } from './admission/outbox.ts';
import type { Parcel } from './admission/parcel.ts';
import { ReaderGone } from './admission/reader-gone.ts';
import type { Host } from './host.ts';

/**
 * The body of an answer in parts. Each part is made when the client has taken the one before, so that parts may share
 * their memory. The parcel is released after the last part, and abandoned where the client disconnects, or reads so slowly
 * that others get its room.
 */
export function bodyOfParts(
  parts: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  parcel: Parcel,
  stream: TransformStream<Uint8Array, Uint8Array>,
): ReadableStream<Uint8Array> {
  const writer = stream.writable.getWriter();
  sendParts(parts, parcel, writer).catch((error) => {
    parcel.abandon();
    return writer.abort(error);
  });
  return stream.readable;
}

/**
 * The body of an answer whose making waits for its reader. A reader who takes nothing for half a minute ends it, since
 * the work would hold its room at the model for ever.
 */
export function bodyOfPassing(
  parts: AsyncIterable<Uint8Array>,
  parcel: Parcel,
  stream: TransformStream<Uint8Array, Uint8Array>,
): ReadableStream<Uint8Array> {
  const writer = stream.writable.getWriter();
  const write = (part: Uint8Array) => within(lostAnswerMs, writer.write(part));
  sendParts(parts, parcel, { write, close: () => writer.close() }).catch((error) => {
    parcel.abandon();
    return writer.abort(error);
  });
  return stream.readable;
}

/** The event, or an error where it takes longer. */
function within(ms: number, event: Promise<void>): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const late = () => reject(new ReaderGone(`expected the reader to take more within ${ms} ms, found none taken`));
  const timer = setTimeout(late, ms);
  event.then(resolve, reject);
  return promise.finally(() => clearTimeout(timer));
}

/** The body of an answer in lines that are still being made. */
export function bodyOfLines(
  lines: AsyncIterable<string>,
  parcel: Parcel,
  stream: TransformStream<Uint8Array, Uint8Array>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  async function* encoded() {
    for await (const line of lines) yield encoder.encode(line);
  }
  return bodyOfParts(encoded(), parcel, stream);
}

async function sendParts(
  parts: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  parcel: Parcel,
  writer: Pick<WritableStreamDefaultWriter<Uint8Array>, 'write' | 'close'>,
): Promise<void> {
  for await (const part of parts) await parcel.hand(() => writer.write(part));
  parcel.release();
  await writer.close();
}

/**
 * Text that fits one page becomes bytes, so that the response states its length; longer text becomes a stream of pages.
 */
export function bodyOfText(
  text: Iterable<string>,
  parcel: Parcel,
  passingStream: Host['passingStream'],
): Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> {
  const parts = encodedText(text, parcel.textPage);
  const first = parts.next().value?.slice() ?? new Uint8Array();
  const second = parts.next();
  if (!second.done) return bodyOfParts(following([first, second.value], parts), parcel, passingStream());
  parcel.release();
  return first;
}

function* following(first: Iterable<Uint8Array>, rest: Iterable<Uint8Array>): Generator<Uint8Array> {
  yield* first;
  yield* rest;
}
