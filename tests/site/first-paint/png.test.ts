import { crc32, inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { indexedPng, opacityPng } from '../../../site/first-paint/png.ts';

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

function readChunks(file: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at);
    const named = file.subarray(at + 4, at + 8 + length);
    expect(file.readUInt32BE(at + 8 + length)).toBe(crc32(named));
    chunks.push({ type: named.toString('latin1', 0, 4), data: named.subarray(4) });
    at += length + 12;
  }
  return chunks;
}

it('writes a PNG whose palette index is the opacity of each pixel', () => {
  const opacity = Uint8Array.of(0, 255, 7, 128, 1, 99);
  const file = Buffer.from(opacityPng(opacity, 3, 2));
  expect(file.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  const chunks = readChunks(file);
  expect(chunks.map(({ type }) => type)).toEqual(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
  const [header, , alpha, data] = chunks.map((chunk) => chunk.data);
  expect([header!.readUInt32BE(0), header!.readUInt32BE(4)]).toEqual([3, 2]);
  expect([...alpha!]).toEqual(Array.from({ length: 256 }, (_, i) => i));
  expect([...inflateSync(data!)]).toEqual([0, 0, 255, 7, 0, 128, 1, 99]);
});

it('writes a PNG of opaque colours', () => {
  const palette = [
    [1, 2, 3],
    [250, 251, 252],
  ] as const;
  const chunks = readChunks(Buffer.from(indexedPng(Uint8Array.of(1, 0), 2, 1, palette)));
  expect(chunks.map(({ type }) => type)).toEqual(['IHDR', 'PLTE', 'IDAT', 'IEND']);
  expect([...chunks[1]!.data]).toEqual([1, 2, 3, 250, 251, 252]);
  expect([...inflateSync(chunks[2]!.data)]).toEqual([0, 1, 0]);
});
