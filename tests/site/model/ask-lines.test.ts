import { describe, expect, it } from 'vitest';
import { askForLines, readLines } from '../../../site/model/ask-lines.ts';
import { ModelDown, ModelRefused } from '../../../site/model/ask-model.ts';

/** A body that arrives in these pieces. */
const streamOf = (...pieces: Uint8Array<ArrayBuffer>[]) =>
  new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(stream) {
      for (const piece of pieces) stream.enqueue(piece);
      stream.close();
    },
  });
const bodyOf = (...pieces: string[]) => streamOf(...pieces.map((piece) => new TextEncoder().encode(piece)));
const never = new AbortController().signal;

async function linesOf(response: Response, signal = never): Promise<unknown[]> {
  const lines: unknown[] = [];
  await askForLines(
    async () => response,
    signal,
    (some) => lines.push(...some),
  );
  return lines;
}

describe('an answer in lines', () => {
  it('is read line by line however it is cut, also within a letter', async () => {
    const bytes = new TextEncoder().encode('{"word":"ä"}\n[1]\n');
    const lines: unknown[][] = [];
    for await (const some of readLines(streamOf(...Array.from(bytes, (byte) => Uint8Array.of(byte))))) lines.push(some);
    expect(lines).toEqual([[{ word: 'ä' }], [[1]]]);
  });

  it('hands on together what has come together', async () => {
    const lines: unknown[][] = [];
    for await (const some of readLines(bodyOf('1\n2\n', '3', '\n'))) lines.push(some);
    expect(lines).toEqual([[1, 2], [3]]);
  });

  it('that ends within a line, or has a line that is no JSON, cannot be read', async () => {
    await expect(linesOf(new Response(bodyOf('1\n2')))).rejects.toBeInstanceOf(ModelDown);
    await expect(linesOf(new Response(bodyOf('<html>\n')))).rejects.toThrow('cannot read');
  });

  it('whose last line is an error says so', async () => {
    const broken = new Response(bodyOf('1\n', '{"error":{"code":"internal_error"}}\n'));
    await expect(linesOf(broken)).rejects.toThrow('Something went wrong where the model runs');
  });

  it("that is refused is refused in the reader's words", async () => {
    const refused = new Response('{"error":{"code":"no_mask"}}', { status: 400 });
    const failure = await linesOf(refused).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ModelRefused);
    expect((failure as ModelRefused).message).toBe('There is no blank in it: put [MASK] where a word is missing.');
  });

  it('is cut off at once where it is given up', async () => {
    const giveUp = new AbortController();
    let isCut = false;
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start: (stream) => stream.enqueue(new TextEncoder().encode('1\n')),
      pull: () => giveUp.abort(),
      cancel: () => {
        isCut = true;
      },
    });
    const asked = askForLines(
      async () => new Response(body),
      giveUp.signal,
      () => giveUp.abort(),
    );
    await expect(asked).rejects.toHaveProperty('name', 'AbortError');
    await expect.poll(() => isCut).toBe(true);
  });
});
