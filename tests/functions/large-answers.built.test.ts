import { Buffer } from 'node:buffer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { npy, safetensors } from '../../shared/api/media-types.ts';
import { readSafetensors, writeSafetensors } from '../../shared/tensors/safetensors.ts';
import { type Api, sharedApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await sharedApi();
});
afterAll(() => api.stop());

/** 207 tokens: 4 layers of 12 heads take 7.8 MiB, one of them 2.0 MiB. */
const text = 'cat '.repeat(205).trim();
const ask = { text, layers: [0, 1, 2, 3] };
const path = `/v1/attention?${new URLSearchParams({ text, layers: '0,1,2,3' })}`;

async function bytesOf(response: Response): Promise<Uint8Array> {
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}

describe('an answer of 7.8 MiB', () => {
  it('says its length before it comes, by POST and by GET, and has the same bytes both ways', async () => {
    const byPost = await api.post('/v1/attention', ask, { accept: safetensors });
    const posted = await bytesOf(byPost);
    const byGet = await api.get(path, { accept: safetensors });
    const got = await bytesOf(byGet);
    expect([byPost, byGet].map(({ headers }) => headers.get('content-length'))).toEqual(
      [posted, got].map(({ length }) => String(length)),
    );
    expect(posted.length).toBeGreaterThan(7.8 * 2 ** 20);
    expect(Buffer.compare(posted, got)).toBe(0);
  });

  it('is byte for byte the file that its tensors and metadata make in one piece', async () => {
    const file = await bytesOf(await api.post('/v1/attention', ask, { accept: safetensors }));
    const { tensors, metadata } = readSafetensors(file);
    expect(Buffer.compare(writeSafetensors(tensors, metadata), file)).toBe(0);
  });

  it('says its length as a NumPy file too, with the same numbers', async () => {
    const response = await api.post('/v1/attention', ask, { accept: npy });
    const file = await bytesOf(response);
    expect(response.headers.get('content-length')).toBe(String(file.length));
    const { tensors } = readSafetensors(await bytesOf(await api.post('/v1/attention', ask, { accept: safetensors })));
    const numbers = new Uint8Array(tensors.attentions.data.buffer);
    expect(Buffer.compare(file.subarray(-numbers.length), numbers)).toBe(0);
  });

  it('says its length through the Worker that passes it on', async () => {
    const forwarded = { ...ask, model: 'all-MiniLM-L6-v2' };
    const response = await api.post('/v1/attention', forwarded, { accept: safetensors });
    const file = await bytesOf(response);
    expect(response.headers.get('content-length')).toBe(String(file.length));
  });

  it('is not sent to those who have it, and a reader who leaves halfway keeps nobody waiting for long', async () => {
    const response = await api.get(path, { accept: safetensors });
    const etag = response.headers.get('etag') ?? '';
    await response.body?.cancel();
    const again = await api.get(path, { accept: safetensors, 'if-none-match': etag });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  it('takes no room from others where its body is not wanted: by HEAD, and by those who have it', async () => {
    const ofWhole = await api.get(path, { accept: safetensors });
    const etag = ofWhole.headers.get('etag') ?? '';
    await bytesOf(ofWhole);
    const statuses = [];
    for (let i = 0; i < 2; i++) {
      const head = await fetch(new URL(path, api.url), { method: 'HEAD', headers: { accept: safetensors } });
      expect(head.headers.get('etag')).toBe(etag);
      const known = await api.get(path, { accept: safetensors, 'if-none-match': `"another", W/${etag}` });
      statuses.push(head.status, known.status);
    }
    expect(statuses).toEqual([200, 304, 200, 304]);
    await bytesOf(await api.get(path, { accept: safetensors }));
  });

  it('has another ETag than the answer of other layers, and than the same as JSON', async () => {
    const short = (layers: string) => `/v1/attention?${new URLSearchParams({ text: 'The cat sat.', layers })}`;
    const tag = async (...ask: Parameters<Api['get']>) => (await api.get(...ask)).headers.get('etag');
    const tags = [await tag(short('0')), await tag(short('1')), await tag(short('0'), { accept: safetensors })];
    expect(new Set(tags).size).toBe(3);
    expect(await tag(short('0'))).toBe(tags[0]);
  });
});

it('2 MiB of tensor as JSON come whole, in rows whose numbers read back as exactly those of safetensors', async () => {
  const one = { text, layers: [0] };
  const { attentions } = (await (await api.post('/v1/attention', one)).json()) as { attentions: number[][][][] };
  const { tensors } = readSafetensors(await bytesOf(await api.post('/v1/attention', one, { accept: safetensors })));
  expect(Float32Array.from(attentions.flat(3))).toEqual(tensors.attentions.data);
});
