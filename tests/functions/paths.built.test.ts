import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unstable_readConfig } from 'wrangler';
import { type Api, sharedApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await sharedApi();
});
afterAll(() => api.stop());

const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

const ask = (method: string, path: string, headers: HeadersInit = {}) =>
  fetch(`${api.url.origin}${path}`, { method, headers, redirect: 'manual' });

async function expectError(response: Response, status: number, code: string): Promise<void> {
  expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error', code } });
  expect(response.status).toBe(status);
  expect(response.headers.get('x-request-id')).toMatch(/^[\w-]+$/);
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(response.headers.get('cache-control')).toBe('no-store');
}

describe('a path that is neither a file nor a route', () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('%s gets 404 in the error shape, whatever it accepts', async (method) => {
    for (const path of ['/embed_sparse', '/api/embed', '/chapters/none', '/V1/tokenize', '/v1']) {
      for (const accept of ['*/*', 'application/json', browser]) {
        await expectError(await ask(method, path, { accept }), 404, 'not_found');
      }
    }
  });

  it.each([
    ['/infos', 'application/json'],
    ['/healthz', '*/*'],
    ['/infos', 'text/html;q=0.5, application/json'],
    ['/nothing.png', 'image/avif,image/webp,*/*;q=0.8'],
    ['/infos', ''],
    ['/v1', browser],
    ['/v1/nothing', browser],
    ['/V1/models', browser],
  ])('GET %s that accepts "%s" gets 404 in the error shape', async (path, accept) => {
    await expectError(await ask('GET', path, { accept }), 404, 'not_found');
  });

  it.each(['/nothing', '/chapters/none', '/v2/models', '/podcast/none.mp3', '/v1x'])(
    "GET %s of a browser gets the site's page, as the pages are sent",
    async (path) => {
      const response = await ask('GET', path, { accept: browser });
      expect(response.status).toBe(404);
      expect(await response.text()).toContain('There is no page here');
      const home = await ask('GET', '/', { accept: browser });
      for (const name of ['content-type', 'content-security-policy', 'referrer-policy', 'x-content-type-options']) {
        expect(response.headers.get(name)).toBe(home.headers.get(name));
      }
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect((await ask('HEAD', path, { accept: browser })).status).toBe(404);
    },
  );

  it('may be asked for by a page of another origin', async () => {
    const response = await ask('OPTIONS', '/embed', {
      origin: 'https://a.example',
      'access-control-request-method': 'POST',
    });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
  });
});

describe('slashes', () => {
  it.each(['/v1/tokenize/', '//v1/tokenize', '/v1//tokenize//'])('POST %s means /v1/tokenize', async (path) => {
    const response = await fetch(`${api.url.origin}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"text":"hi","model":"all-MiniLM-L6-v2"}',
    });
    expect(response.status).toBe(200);
  });

  it.each(['/v1/models/', '//v1/models', '/v1/models//bert-base-uncased/', '/health/'])(
    'GET %s is answered',
    async (path) => {
      expect((await ask('GET', path)).status).toBe(200);
    },
  );

  it('that are encoded are not slashes', async () => {
    await expectError(await ask('GET', '/v1%2fmodels'), 404, 'not_found');
  });
});

describe('parameters that others add to a link', () => {
  it('change nothing', async () => {
    const path = '/v1/attention?text=hi&layers=0&heads=0';
    const [plain, tracked] = await Promise.all([ask('GET', path), ask('GET', `${path}&utm_source=a&_=1&fbclid=b`)]);
    expect([tracked.status, await tracked.text()]).toEqual([200, await plain.text()]);
  });

  it('are not any that the route does not have', async () => {
    const response = await ask('GET', '/v1/attention?text=hi&source=a');
    await expectError(response, 400, 'unknown_field');
  });
});

describe('static files', () => {
  it('are not sent through the Worker', () => {
    const { assets } = unstable_readConfig({ config: 'wrangler.toml' }, { hideWarnings: true });
    expect(assets?.run_worker_first).toEqual([
      '/',
      '/v1/*',
      '/embeddings',
      '/health',
      '/openapi.json',
      '/podcast/*.mp3',
      '/embed',
      '/embed_all',
      '/similarity',
      '/tokenize',
      '/info',
      '/hf/*',
    ]);
  });

  it('but the home page, where a client sends a POST that was given the wrong base address', async () => {
    const home = await ask('GET', '/', { accept: browser });
    expect([home.status, home.headers.get('x-request-id')]).toEqual([200, null]);
    expect(home.headers.get('content-security-policy')).toContain("script-src 'self'");
    const again = await ask('GET', '/', { accept: browser, 'if-none-match': home.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
    expect((await ask('HEAD', '/', { accept: browser })).status).toBe(200);
    const posted = await ask('POST', '/');
    expect(posted.headers.get('allow')).toContain('GET');
    await expectError(posted, 405, 'method_not_allowed');
  });

  it.each(['/docs', '/chapters/softmax', '/404', '/favicon.svg'])(
    'GET %s is a file, and has no other methods',
    async (path) => {
      const file = await ask('GET', path, { accept: browser });
      expect([file.status, file.headers.get('x-request-id')]).toEqual([200, null]);
      await file.body?.cancel();
      const posted = await ask('POST', path);
      expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    },
  );

  it('and answers keep browsers to https on this host alone', async () => {
    for (const path of ['/', '/v1/models', '/v1/nothing']) {
      expect((await ask('GET', path)).headers.get('strict-transport-security')).toBe('max-age=15552000');
    }
  });
});
