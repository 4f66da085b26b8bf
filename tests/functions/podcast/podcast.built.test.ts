import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, sharedApi, startApi } from '../api.ts';

const path = '/podcast/where-a-token-looks.mp3';
const file = readFileSync(`site/public${path}`);

let api: Api;
beforeAll(async () => {
  api = await sharedApi();
});
afterAll(() => api.stop());

describe("the podcast's audio", () => {
  it('comes whole, and says that parts can be had', async () => {
    const response = await api.get(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('audio/mpeg');
    expect(response.headers.get('accept-ranges')).toBe('bytes');
    expect(response.headers.get('content-length')).toBe(String(file.length));
    expect(Buffer.from(await response.arrayBuffer()).equals(file)).toBe(true);
  });

  it('comes in parts: from the middle, and the end', async () => {
    const middle = await api.get(path, { range: 'bytes=1000000-1000999' });
    expect(middle.status).toBe(206);
    expect(middle.headers.get('content-range')).toBe(`bytes 1000000-1000999/${file.length}`);
    expect(middle.headers.get('content-length')).toBe('1000');
    expect(Buffer.from(await middle.arrayBuffer()).equals(file.subarray(1_000_000, 1_001_000))).toBe(true);
    const end = await api.get(path, { range: 'bytes=-500' });
    expect(Buffer.from(await end.arrayBuffer()).equals(file.subarray(-500))).toBe(true);
  });

  it('is open to players of other sites: sound, captions, chapters and feed', async () => {
    const built = await startApi('dist');
    for (const name of [
      'where-a-token-looks.mp3',
      'where-a-token-looks.vtt',
      'where-a-token-looks.chapters.json',
      'feed.xml',
    ]) {
      const { headers, status } = await built.get(`/podcast/${name}`, { origin: 'https://player.example' });
      expect(status).toBe(200);
      expect(headers.get('access-control-allow-origin')).toBe('*');
    }
    await built.stop();
    const part = await api.get(path, { range: 'bytes=0-9', origin: 'https://player.example' });
    expect(part.headers.get('access-control-expose-headers')).toMatch(/\bcontent-range\b/i);
  });

  it('refuses a part beyond the end, and gives the whole where the part is of another version', async () => {
    const beyond = await api.get(path, { range: `bytes=${file.length}-` });
    expect(beyond.status).toBe(416);
    expect(beyond.headers.get('content-range')).toBe(`bytes */${file.length}`);
    const etag = (await api.get(path)).headers.get('etag')!;
    const same = await api.get(path, { range: 'bytes=0-9', 'if-range': etag });
    expect(same.status).toBe(206);
    const other = await api.get(path, { range: 'bytes=0-9', 'if-range': '"other"' });
    expect(other.status).toBe(200);
    const weak = await api.get(path, { range: 'bytes=0-9', 'if-range': `W/${etag}` });
    expect([weak.status, weak.headers.get('content-length')]).toEqual([200, String(file.length)]);
    const dated = await api.get(path, { range: 'bytes=0-9', 'if-range': 'Wed, 21 Oct 2026 07:28:00 GMT' });
    expect(dated.status).toBe(200);
  });

  it('says how long it is without sending it', async () => {
    const headers = { range: 'bytes=0-9' };
    const response = await fetch(new URL(path, api.url), { method: 'HEAD', headers });
    expect([response.status, response.headers.get('content-length')]).toEqual([200, String(file.length)]);
    expect(await response.text()).toBe('');
  });

  it('answers 304 to a reader who has it, and 404 where there is none', async () => {
    const etag = (await api.get(path)).headers.get('etag')!;
    expect((await api.get(path, { 'if-none-match': etag })).status).toBe(304);
    expect((await api.get('/podcast/none.mp3')).status).toBe(404);
  });
});
