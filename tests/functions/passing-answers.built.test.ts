import { Buffer } from 'node:buffer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { npy, safetensors } from '../../shared/api/media-types.ts';
import { readSafetensors } from '../../shared/tensors/safetensors.ts';
import { type Api, sharedApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await sharedApi();
});
afterAll(() => api.stop());

/** 512 tokens: one head is 1 MiB of f32. */
const text = 'zebra cat '.repeat(255).trim();

async function bytesOf(body: object, accept = safetensors): Promise<Uint8Array> {
  const response = await api.post('/v1/attention', body, { accept });
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (response.status !== 200) throw new Error(new TextDecoder().decode(bytes));
  expect(response.headers.get('content-length')).toBe(String(bytes.length));
  return bytes;
}

/** The numbers of one matrix of an answer, as bytes. */
function matrix(file: Uint8Array, place: number): Uint8Array {
  const { data, shape } = readSafetensors(file).tensors.attentions!;
  const size = shape.at(-1)! * shape.at(-2)!;
  const part = data.slice(place * size, (place + 1) * size);
  return new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
}

describe('an answer that no room would hold as a whole', () => {
  it('comes in one request, all 144 heads of 512 tokens, each bit for bit what is answered of it alone', async () => {
    const file = await bytesOf({ text });
    expect(readSafetensors(file).tensors.attentions!.shape).toEqual([12, 12, 512, 512]);
    for (const [layer, head] of [
      [0, 0],
      [0, 11],
      [4, 3],
      [8, 10],
      [11, 11],
    ] as const) {
      const single = await bytesOf({ text, layers: [layer], heads: [head] });
      expect(Buffer.compare(matrix(file, layer * 12 + head), matrix(single, 0))).toBe(0);
    }
  });

  it.each<[string, object, number[]]>([
    ['f16', { dtype: 'f16', layers: [2, 7] }, [2, 12, 512, 512]],
    ['u8', { dtype: 'u8', layers: [0, 3, 11] }, [3, 12, 512, 512]],
    ['norms', { reduce: 'norm', layers: [1] }, [1, 12, 512, 512]],
    ['the mean of heads', { reduce: 'mean' }, [12, 512, 512]],
    ['rollout', { reduce: 'rollout' }, [12, 512, 512]],
    ['words', { words: true, layers: [5] }, [1, 12, 512, 512]],
    ['MiniLM, through the Worker that passes it on', { model: 'all-MiniLM-L6-v2', layers: [0, 5] }, [2, 12, 512, 512]],
    ['a change on the way', { layers: [1], interventions: [{ at: 'embeddings.position', set: 0 }] }, [1, 12, 512, 512]],
  ])('is the same in %s', async (_, fields, shape) => {
    const file = await bytesOf({ text, ...fields });
    expect(readSafetensors(file).tensors.attentions!.shape).toEqual(shape);
    const { layers = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] } = fields as { layers?: number[] };
    const perLayer = shape.length === 3 ? 1 : 12;
    const place = layers.length * perLayer - 1;
    const heads = perLayer === 1 ? {} : { heads: [11] };
    const single = await bytesOf({ text, ...fields, layers: [layers.at(-1)], ...heads });
    expect(Buffer.compare(matrix(file, place), matrix(single, 0))).toBe(0);
  });

  it('holds single heads in rising order, and is a NumPy file too', async () => {
    const pairs = Array.from({ length: 10 }, (_, layer) => [layer, layer]);
    const file = await bytesOf({ text, pairs });
    const array = await bytesOf({ text, pairs }, npy);
    const numbers = readSafetensors(file).tensors.attentions!.data;
    const data = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
    expect(Buffer.compare(array.subarray(-data.length), data)).toBe(0);
  });

  it.each([
    ['in another order than it is computed', { layers: [3, 1] }],
    ['with metrics', { metrics: true }],
    ['as JSON', {}, 'application/json'],
  ])('is refused %s, with what would fit', async (_, fields, accept = safetensors) => {
    const response = await api.post('/v1/attention', { text, ...fields }, { accept });
    const { error } = (await response.json()) as { error: { code: string; message: string } };
    expect([response.status, error.code]).toEqual([413, 'tensor_too_large']);
  });

  it('stands among many texts', async () => {
    const body = { input: ['The cat sat.', text, 'It slept.'], layers: [0, 1] };
    const { tensors } = readSafetensors(await bytesOf(body));
    const alone = readSafetensors(await bytesOf({ text, layers: [0, 1] })).tensors.attentions!;
    expect(
      Buffer.compare(new Uint8Array(tensors['1.attentions']!.data.buffer), new Uint8Array(alone.data.buffer)),
    ).toBe(0);
    expect(tensors['2.attentions']!.shape).toEqual([2, 12, 5, 5]);
  });

  it('waits for its reader while others work, and is the same', async () => {
    const expected = await bytesOf({ text, layers: [0, 1] });
    const slow = await api.post('/v1/attention', { text, layers: [0, 1] }, { accept: safetensors });
    const reader = slow.body!.getReader();
    const parts: Uint8Array[] = [];
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      parts.push(read.value);
      if (parts.length % 40 === 0)
        expect((await api.post('/v1/attention', { text: 'somebody else' })).status).toBe(200);
    }
    expect(Buffer.compare(Buffer.concat(parts), expected)).toBe(0);
  });

  it('ends when its reader leaves', async () => {
    const leave = new AbortController();
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: safetensors },
      body: JSON.stringify({ text }),
    };
    const response = await fetch(new URL('/v1/attention', api.url), { ...init, signal: leave.signal });
    await response.body!.getReader().read();
    leave.abort();
    const health = async () => (await api.get('/health')).text();
    await expect.poll(health).toContain('"queue_length":0');
  });
});
