import type { ClientRequestOptions } from 'hono/client';
import { ndjson } from '../../shared/api/media-types.ts';
import { inTurn, type ModelAnswer, ModelDown, readAnswer, wentWrong } from './ask-model.ts';

type Sent = Pick<Response, 'ok' | 'status' | 'headers' | 'arrayBuffer' | 'body'>;

/** Sends one request whose answer comes line by line. */
export type SendForLines = (options: ClientRequestOptions) => Promise<Sent>;

/**
 * Sends a request when it is its turn, and hands on the lines of its answer as they come, those that have come together
 * as one list. Resolves after the last line. An aborted request is cut off at once, because the server stops with it.
 * @throws ModelRefused in words for the reader; ModelDown when there is no usable answer, or its last line is an error;
 *   the signal's reason when it is aborted
 */
export async function askForLines(
  send: SendForLines,
  signal: AbortSignal,
  onlines: (lines: readonly unknown[]) => void,
): Promise<void> {
  const answer = await inTurn(0, signal, async (): Promise<ModelAnswer> => {
    const response = await send({ headers: { accept: ndjson }, init: { signal } });
    const { ok, status, headers, body } = response;
    if (!ok || !body) return { ok, status, headers, bytes: new Uint8Array(await response.arrayBuffer()) };
    for await (const lines of readLines(body)) {
      signal.throwIfAborted();
      onlines(lines.map(expectNoError));
    }
    return { ok, status, headers, bytes: new Uint8Array() };
  });
  readAnswer(answer, () => undefined);
}

/** The JSON values of a stream of lines, those of each chunk together. @throws ModelDown where a line is no JSON */
export async function* readLines(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<unknown[]> {
  const chunks = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (let chunk = await chunks.read(); !chunk.done; chunk = await chunks.read()) {
      const lines = (rest + chunk.value).split('\n');
      rest = lines.pop()!;
      if (lines.length > 0) yield lines.map(parsed);
    }
    if (rest) throw unreadable();
  } finally {
    // A reader that stops early lets the server stop too.
    chunks.cancel().catch(() => undefined);
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw unreadable(cause);
  }
}

function unreadable(cause?: unknown): ModelDown {
  return new ModelDown('The model answered in a way this page cannot read.', { cause });
}

/** After the first line only what goes wrong on the way can end an answer. */
function expectNoError(line: unknown): unknown {
  if (typeof line === 'object' && line !== null && 'error' in line) throw wentWrong();
  return line;
}
