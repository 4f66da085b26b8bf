import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { embeddedNames } from '../../../site/embed/embedded-names.ts';
import { type Api, startApi } from '../api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi('dist');
});
afterAll(() => api.stop());

const asked = (url: string, more = '') => api.get(`/oembed?url=${encodeURIComponent(url)}${more}`);
const figure = (path: string) => new URL(path, api.url).href;

describe('/oembed', () => {
  it('says how to embed a figure in the state of its address', async () => {
    const address = figure('/embed/key-shadows#text=%22Dogs%22+%26+cats.&layer=5');
    const answer = await asked(address);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=86400');
    const body = (await answer.json()) as Record<string, unknown>;
    expect(body).toMatchObject({ version: '1.0', type: 'rich', title: 'Where a score comes from', width: 720 });
    expect(body.html).toContain(`<iframe src="${address.replaceAll('&', '&amp;')}" title="Where a score comes from"`);
    expect(body.html).toContain(`width="720" height="${body.height}"`);
  });

  it.each(embeddedNames)('has a thumbnail of %s with its size, which is that of the file', async (name) => {
    const body = (await (await asked(figure(`/embed/${name}#text=Dogs+chase+cats.`))).json()) as Record<
      string,
      unknown
    >;
    expect(body).toMatchObject({ thumbnail_width: 1200, thumbnail_height: 630 });
    const address = new URL(String(body.thumbnail_url));
    expect(address.origin).toBe(new URL(api.url).origin);
    const image = await api.get(address.pathname);
    expect(image.headers.get('content-type')).toBe('image/png');
    const head = new DataView(await image.arrayBuffer());
    expect([head.getUint32(16), head.getUint32(20)]).toEqual([1200, 630]);
    const html = await (await api.get(`/embed/${name}`)).text();
    const [, preview] = /property="og:image" content="([^"]+)"/.exec(html)!;
    expect(address.pathname).toBe(new URL(preview!).pathname);
  });

  it.each(['&maxwidth=1199', '&maxheight=629'])('has no thumbnail where it has no room, %s', async (room) => {
    const body = (await (await asked(figure('/embed/attention-head'), room)).json()) as Record<string, unknown>;
    expect(Object.keys(body).filter((name) => name.startsWith('thumbnail'))).toEqual([]);
    const roomy = await (await asked(figure('/embed/attention-head'), '&maxwidth=1200&maxheight=630')).json();
    expect(roomy).toMatchObject({ thumbnail_width: 1200, thumbnail_height: 630 });
  });

  it('fits the room of whoever asks', async () => {
    const body = await (await asked(figure('/embed/attention-head'), '&maxwidth=400&maxheight=300')).json();
    expect(body).toMatchObject({ width: 400, height: 300 });
  });

  it('is named by each figure’s page, for itself', async () => {
    const html = await (await api.get('/embed/attention-row')).text();
    const [, link] = /<link rel="alternate" type="application\/json\+oembed"[^>]* href="([^"]+)"/.exec(html) ?? [];
    const { pathname, searchParams } = new URL(link!);
    expect(pathname).toBe('/oembed');
    expect(new URL(searchParams.get('url')!).pathname).toBe('/embed/attention-row');
  });

  it.each([
    ['no address', ''],
    ['another site', 'https://elsewhere.example/embed/key-shadows'],
    ['another page', '/chapters/scores'],
    ['no figure of that name', '/embed/key-shadow'],
    ['a way out of the folder', '/embed/..%2Fopenapi'],
  ])('refuses %s, and says what is expected', async (_, path) => {
    const answer = await asked(path && figure(path));
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('expected the address of a figure');
  });

  it('has no form but JSON', async () => {
    expect((await asked(figure('/embed/key-shadows'), '&format=xml')).status).toBe(406);
  });

  it('leaves POST /embed to the clients of Text Embeddings Inference', async () => {
    const answer = await api.post('/embed', { inputs: 'Dogs chase cats.' });
    expect(answer.status).toBe(200);
    expect(((await answer.json()) as number[][])[0]).toHaveLength(384);
  });
});
