import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteRange, onlyBytes } from '../../../functions/podcast/byte-range.ts';

describe('byteRange', () => {
  it('reads from a byte to another, to the end, and the last bytes', () => {
    expect(byteRange('bytes=2-5', 10)).toEqual({ first: 2, last: 5 });
    expect(byteRange('bytes=2-', 10)).toEqual({ first: 2, last: 9 });
    expect(byteRange('bytes=-3', 10)).toEqual({ first: 7, last: 9 });
    expect(byteRange('bytes=2-99', 10)).toEqual({ first: 2, last: 9 });
    expect(byteRange('bytes=-99', 10)).toEqual({ first: 0, last: 9 });
  });

  it('cannot satisfy what lies beyond the end', () => {
    expect(byteRange('bytes=10-', 10)).toBe('unsatisfiable');
    expect(byteRange('bytes=10-12', 10)).toBe('unsatisfiable');
    expect(byteRange('bytes=-0', 10)).toBe('unsatisfiable');
  });

  it.each([undefined, '', 'bytes=-', 'bytes=5-2', 'bytes=0-1,4-5', 'lines=0-1', 'bytes=a-b'])(
    'leaves the file whole for %s',
    (header) => {
      expect(byteRange(header, 10)).toBeUndefined();
    },
  );

  it('gives a range within the file, whatever the header', () => {
    const header = fc.oneof(fc.string(), fc.stringMatching(/^bytes=\d{0,4}-\d{0,4}$/));
    fc.assert(
      fc.property(header, fc.integer({ min: 1, max: 2000 }), (text, size) => {
        const range = byteRange(text, size);
        if (range === undefined || range === 'unsatisfiable') return;
        expect(range.first).toBeGreaterThanOrEqual(0);
        expect(range.first).toBeLessThanOrEqual(range.last);
        expect(range.last).toBeLessThan(size);
      }),
    );
  });
});

describe('onlyBytes', () => {
  it('passes the bytes of the range, however the file was cut', async () => {
    const cuts = fc.array(fc.uint8Array({ minLength: 1, maxLength: 9 }), { minLength: 1, maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(cuts, fc.nat(), fc.nat(), async (chunks, from, to) => {
        const whole = chunks.flatMap((chunk) => [...chunk]);
        const [first, last] = [from % whole.length, to % whole.length].sort((a, b) => a - b) as [number, number];
        const part = await new Response(streamOf(chunks).pipeThrough(onlyBytes({ first, last }))).bytes();
        expect([...part]).toEqual(whole.slice(first, last + 1));
      }),
    );
  });
});

function streamOf(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}
