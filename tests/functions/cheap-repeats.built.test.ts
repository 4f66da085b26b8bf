import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiVersion } from '../../shared/api/version.ts';
import { type Api, startApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const path = '/v1/attention?text=The+cat+sat+again.&layers=3&heads=10';

/** Whether the model read something for this answer. */
const isComputed = ({ headers }: Response) => headers.get('server-timing')?.includes('model;') ?? false;

describe('the same GET again', () => {
  it('is answered from near its reader, the same to the byte, without a pass', async () => {
    const first = await api.get(path);
    const body = await first.text();
    expect(isComputed(first)).toBe(true);
    const again = await api.get(path);
    expect([again.status, await again.text(), isComputed(again)]).toEqual([200, body, false]);
    for (const name of ['content-type', 'etag', 'cache-control', 'vary', 'access-control-allow-origin']) {
      expect(again.headers.get(name), name).toBe(first.headers.get(name));
    }
  });

  it('is computed where anything else is asked: another head, form or model', async () => {
    await (await api.get(path)).text();
    const others: [string, HeadersInit?][] = [
      [path.replace('heads=10', 'heads=9')],
      [path, { accept: 'application/vnd.safetensors' }],
      [`${path}&model=all-MiniLM-L6-v2`.replace('layers=3', 'layers=4')],
    ];
    for (const [other, headers] of others) {
      const response = await api.get(other, headers);
      expect([response.status, isComputed(response)]).toEqual([200, true]);
      await response.arrayBuffer();
    }
  });

  it('has a tag that another version of this code does not have', async () => {
    expect(apiVersion).toMatch(/^\d+\.\d+\.\d+$/);
    const { headers } = await api.get(path);
    expect(headers.get('etag')).toMatch(/^W\/"[0-9a-f]{64}"$/);
  });
});

describe('QUERY', () => {
  it('where there is nothing to ask is refused by its own name', async () => {
    for (const path of ['/info', '/health', '/v1/models']) {
      const response = await fetch(new URL(path, api.url), { method: 'QUERY', body: '{}' });
      expect([path, response.status]).toEqual([path, 405]);
      expect(await response.text(), path).toContain('found QUERY');
    }
  });

  const body = JSON.stringify({ text: 'The cat sat.', layers: [3], heads: [10] });
  const headers = { 'content-type': 'application/json' };

  it.each(['/v1/attention', '/v1/tokenize'])('%s is answered as POST is', async (route) => {
    const asked = route === '/v1/tokenize' ? JSON.stringify({ text: 'The cat sat.' }) : body;
    const query = await fetch(new URL(route, api.url), { method: 'QUERY', headers, body: asked });
    const post = await fetch(new URL(route, api.url), { method: 'POST', headers, body: asked });
    expect([query.status, await query.text()]).toEqual([200, await post.text()]);
  });

  it('is among the methods of a path, and pages of other origins may use it', async () => {
    const wrong = await fetch(new URL('/v1/attention', api.url), { method: 'DELETE' });
    expect(wrong.headers.get('allow')).toContain('QUERY');
    expect(wrong.headers.get('accept-query')).toBe('"application/json"');
    const preflight = { origin: 'https://example.org', 'access-control-request-method': 'QUERY' };
    const allowed = await fetch(new URL('/v1/attention', api.url), { method: 'OPTIONS', headers: preflight });
    expect(allowed.headers.get('access-control-allow-methods')).toContain('QUERY');
  });
});
