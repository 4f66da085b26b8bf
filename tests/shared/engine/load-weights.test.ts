import { describe, expect, it } from 'vitest';
import { headerLength } from '../../../shared/tensors/safetensors.ts';
import { altered } from './altered-files.ts';
import { expectRefused, files, intact, load, shards, text, useShards } from './load-weights-model.ts';
import { expectSameBits, runEngine } from './run-engine.ts';
import { breakingAfter, inPieces, intoBuffer, type Serve } from './streams.ts';

useShards();

describe('weights arrive whole', () => {
  it.each([
    ['pieces of 1 byte', inPieces(1)],
    ['pieces of 7 bytes', inPieces(7)],
    ['pieces of 4096 bytes', inPieces(4096)],
    ['one piece', inPieces(1 << 20)],
    ['a byte stream, 1 byte a read', intoBuffer(1)],
    ['a byte stream, 7 bytes a read', intoBuffer(7)],
    ['a byte stream, all it takes', intoBuffer(1 << 30)],
  ])('from %s, with the same outputs to the bit', async (_, serve) => {
    expectSameBits(runEngine(await load(files, serve), [text])[0], intact);
  });

  it('with progress that rises to the total', async () => {
    const progress: number[][] = [];
    await load(files, inPieces(1000), { onProgress: (loaded, total) => progress.push([loaded, total]) });
    const total = shards.reduce((sum, name) => sum + files[name].length, 0);
    expect(progress.at(-1)).toEqual([total, total]);
    expect(progress.every(([loaded], i) => i === 0 || loaded > progress[i - 1][0])).toBe(true);
  });
});

describe('a shard that is not as the converter wrote it is named in the error, and the intact one loads afterwards', () => {
  it.each([
    ['inPieces', inPieces(1000)],
    ['intoBuffer', intoBuffer(1000)],
  ])('cut short in data, in the header, in the length, or empty (%s)', async (_, serve) => {
    for (const end of [files[shards[1]].length - 1, files[shards[1]].length - 1500, 20, 5, 0]) {
      const cut = { ...files, [shards[1]]: files[shards[1]].subarray(0, end) };
      const message = new RegExp(`${shards[1]}: expected ${files[shards[1]].length} bytes, found ${end};`);
      await expectRefused(load(cut, serve), message);
    }
  });

  it.each([
    ['inPieces', inPieces(1000)],
    ['intoBuffer', intoBuffer(1000)],
  ])('too long by one byte (%s)', async (_, serve) => {
    const long = { ...files, [shards[0]]: Uint8Array.of(...files[shards[0]], 0) };
    await expectRefused(
      load(long, serve),
      new RegExp(`${shards[0]}: expected ${files[shards[0]].length} bytes, found more`),
    );
  });

  it('altered in a byte of its data', async () => {
    for (const position of [-1, -700, -4000]) {
      await expectRefused(
        load(altered(files, shards[0], position)),
        new RegExp(`${shards[0]}: expected CRC32C [0-9a-f]{8}, found [0-9a-f]{8}`),
      );
    }
  });

  it('altered in any byte of its header', async () => {
    const [shard] = shards;
    const end = 8 + headerLength(files[shard]);
    for (let position = 0; position < end; position++) {
      await expect(load(altered(files, shard, position))).rejects.toThrow(
        new RegExp(`^${shard}: .*(expected .+, found|is not JSON)`),
      );
    }
    expectSameBits(runEngine(await load(files), [text])[0], intact);
  });

  it('missing', async () => {
    const { [shards[2]]: _, ...rest } = files;
    await expectRefused(load(rest), new RegExp(`${shards[2]}: expected a file, found none`));
  });

  it('broken off half-way, with what the stream said as the cause', async () => {
    const attempt = load(files, breakingAfter(500));
    await expectRefused(
      attempt,
      new RegExp(`${shards[0]}: expected ${files[shards[0]].length} bytes, the stream broke off after 500`),
    );
    await expect(attempt).rejects.toMatchObject({ cause: { message: 'connection lost' } });
  });

  it('exchanged for another shard', async () => {
    const exchanged = { ...files, [shards[0]]: files[shards[1]] };
    await expectRefused(load(exchanged), new RegExp(`${shards[0]}: .+: expected in ${shards[1]}, found here`));
  });
});

describe('an abort signal', () => {
  it('gives up between two pieces, with the reason it was given, and cancels the stream', async () => {
    const abort = new AbortController();
    const reason = new Error('the reader left');
    const cancelled: unknown[] = [];
    let at = 0;
    const serve: Serve = (bytes) =>
      new ReadableStream({
        pull(controller) {
          controller.enqueue(bytes.slice(at, at + 10));
          at += 10;
        },
        cancel: (why) => {
          cancelled.push(why);
        },
      });
    const onProgress = (loaded: number) => {
      if (loaded >= 500) abort.abort(reason);
    };
    await expect(load(files, serve, { signal: abort.signal, onProgress })).rejects.toBe(reason);
    expect(cancelled).toEqual([reason]);
    expectSameBits(runEngine(await load(files), [text])[0], intact);
  });

  it('that is given already opens no shard', async () => {
    let opened = 0;
    const serve: Serve = (bytes) => {
      opened++;
      return inPieces(100)(bytes);
    };
    await expect(load(files, serve, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
    expect(opened).toBe(0);
  });

  it('that also breaks the stream off is told as an abort', async () => {
    const abort = new AbortController();
    const serve: Serve = () =>
      new ReadableStream({
        pull(controller) {
          abort.abort();
          controller.error(abort.signal.reason);
        },
      });
    await expect(load(files, serve, { signal: abort.signal })).rejects.toMatchObject({ name: 'AbortError' });
  });
});
