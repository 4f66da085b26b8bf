import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../../shared/api/errors.ts';
import { type LineChannel, lineChannel } from '../../../../shared/api/sweep/line-channel.ts';

async function readAll({ lines }: LineChannel): Promise<string[]> {
  const found: string[] = [];
  for await (const line of lines) found.push(line);
  return found;
}

describe('a channel of lines', () => {
  it('gives every line in order, whether they come before or after their reader', async () => {
    const channel = lineChannel();
    channel.write('1');
    channel.write('2');
    const reading = readAll(channel);
    await Promise.resolve();
    channel.write('3');
    await Promise.resolve();
    channel.write('4');
    channel.end();
    expect(await reading).toEqual(['1\n', '2\n', '3\n', '4\n']);
  });

  it('begins with its first line', async () => {
    const channel = lineChannel();
    let begun = false;
    const beginning = channel.begun.then(() => {
      begun = true;
    });
    await new Promise(setImmediate);
    expect(begun).toBe(false);
    channel.write('1');
    await beginning;
    expect(begun).toBe(true);
  });

  it('that fails before the first line rejects, and has no lines', async () => {
    const channel = lineChannel();
    channel.fail(new ApiError('no_mask', 'Nothing to read.'));
    await expect(channel.begun).rejects.toThrow('Nothing to read.');
    expect(await readAll(channel)).toEqual([]);
  });

  it.each([
    [new ApiError('request_aborted', 'Given up.'), 'request_aborted', 'Given up.'],
    [new Error('secret'), 'internal_error', 'Something went wrong on the way.'],
  ])('that fails later ends with the error, as the API words it', async (error, code, message) => {
    const channel = lineChannel();
    channel.write('1');
    channel.fail(error);
    const [first, last, ...rest] = await readAll(channel);
    expect([first, rest]).toEqual(['1\n', []]);
    expect(JSON.parse(last!)).toMatchObject({ error: { code, message } });
  });
});
