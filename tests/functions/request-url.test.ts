import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tidied, tidiedUrl } from '../../functions/request-url.ts';

const host = 'https://host.example';

describe('tidiedUrl', () => {
  it.each([
    ['/v1/embeddings', '/v1/embeddings'],
    ['/v1/embeddings/', '/v1/embeddings'],
    ['//v1///embeddings//', '/v1/embeddings'],
    ['/', '/'],
    ['//', '/'],
    ['/v1/models/a%2Fb', '/v1/models/a%2Fb'],
    ['/v1/attention?text=a%20b+c&words=true', '/v1/attention?text=a%20b+c&words=true'],
    ['/v1/attention?utm_source=x&text=hi&utm_campaign=y', '/v1/attention?text=hi'],
    ['/v1/attention?text=hi&_=1700000000&fbclid=a&gclid=b', '/v1/attention?text=hi'],
    ['/v1/attention?_=1', '/v1/attention'],
    ['/v1/attention?text=//a//&utm=1&__=2', '/v1/attention?text=//a//&utm=1&__=2'],
  ])('%s means %s', (path, meant) => {
    expect(tidiedUrl(`${host}${path}`)).toBe(`${host}${meant}`);
  });

  it('leaves the host alone, needs no second time, and never fails', () => {
    fc.assert(
      fc.property(fc.webPath(), fc.webQueryParameters(), fc.nat(3), (path, query, slashes) => {
        const once = tidiedUrl(`${host}${'/'.repeat(slashes)}${path}?${query}`);
        expect(new URL(once).host).toBe('host.example');
        expect(tidiedUrl(once)).toBe(once);
      }),
    );
  });
});

describe('tidied', () => {
  it('is the request itself where its address is tidy', () => {
    const request = new Request(`${host}/v1/models`);
    expect(tidied(request)).toBe(request);
  });

  it('keeps the method, the headers, the body and the signal', async () => {
    const abort = new AbortController();
    const { signal } = abort;
    const request = tidied(
      new Request(`${host}/v1/tokenize/`, { method: 'POST', headers: { a: 'b' }, body: '{}', signal }),
    );
    expect([request.method, request.headers.get('a'), await request.text()]).toEqual(['POST', 'b', '{}']);
    abort.abort();
    expect(request.signal.aborted).toBe(true);
  });
});
