import { afterEach, expect, it } from 'vitest';
import { unstable_readConfig } from 'wrangler';
import { rateLimit } from '../../../shared/api/limits.ts';
import { type Api, assetsFolder, startApi } from '../api.ts';

let api: Api | undefined;
afterEach(async () => {
  await api?.stop();
  api = undefined;
});

const from = (address: string) => ({ 'cf-connecting-ip': address });

it('answers 429 beyond the units of an address, four short requests one unit, in the error shape, and goes on answering other addresses', async () => {
  const limited = await startApi(assetsFolder(), { unitsPerMinute: 2 });
  api = limited;
  // Two windows of a minute may share these, so that four times the limit is surely beyond it.
  const responses = [];
  for (let i = 0; i < 32; i++) responses.push(await limited.post('/v1/tokenize', { text: 'hi' }, from('192.0.2.1')));
  const refused = responses.filter(({ status }) => status === 429);
  expect(responses.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(8);
  expect(refused.length).toBeGreaterThanOrEqual(2);
  const [{ headers }] = refused;
  expect([headers.get('retry-after'), headers.get('ratelimit-policy')]).toEqual(['60', '"address";q=300;w=60']);
  expect(headers.get('access-control-allow-origin')).toBe('*');
  expect(await refused[0].json()).toEqual({
    error: {
      message: expect.stringMatching(/\w/),
      type: 'rate_limit_error',
      param: null,
      code: 'rate_limit_exceeded',
    },
  });
  expect((await limited.post('/v1/tokenize', { text: 'hi' }, from('192.0.2.2'))).status).toBe(200);
});

it('counts the addresses of one IPv6 network together', async () => {
  const limited = await startApi(assetsFolder(), { unitsPerMinute: 2 });
  api = limited;
  const statuses = [];
  for (let i = 0; i < 32; i++) {
    statuses.push((await limited.post('/v1/tokenize', { text: 'hi' }, from(`2001:db8:0:7::${i}`))).status);
  }
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(2);
  expect((await limited.post('/v1/tokenize', { text: 'hi' }, from('2001:db8:0:8::1'))).status).toBe(200);
});

/** 512 tokens. */
const long = 'word '.repeat(510);

it('counts tokens times layers: what a whole text takes is refused where its first layer is not', async () => {
  const limited = await startApi(assetsFolder(), { unitsPerMinute: 2 });
  api = limited;
  const first = await limited.post(
    '/v1/attention',
    { text: long, layers: [0], heads: [0], reduce: 'mean' },
    from('192.0.2.7'),
  );
  expect(first.status).toBe(200);
  const whole = await limited.post('/v1/attention', { text: long, layers: [11], reduce: 'mean' }, from('192.0.2.8'));
  expect(whole.status).toBe(429);
  expect(await whole.json()).toMatchObject({
    error: { code: 'rate_limit_exceeded', message: expect.stringContaining('units of work') },
  });
});

it('counts a batch by its tokens, and MiniLM by its smaller layers, at the Worker that has the model', async () => {
  const limited = await startApi(assetsFolder(), { unitsPerMinute: 2 });
  api = limited;
  const many = { input: Array(8).fill('word '.repeat(62)), layers: [11], heads: [0] };
  expect((await limited.post('/v1/attention', many, from('192.0.2.9'))).status).toBe(429);
  const small = await limited.post(
    '/v1/attention',
    { ...many, model: 'all-MiniLM-L6-v2', layers: [5] },
    from('192.0.2.10'),
  );
  expect(small.status).toBe(200);
  const more = await limited.post('/v1/embeddings', { input: Array(10).fill(long) }, from('192.0.2.11'));
  expect(more.status).toBe(429);
});

it('does not count looking whether the service is well', async () => {
  const limited = await startApi(assetsFolder(), { unitsPerMinute: 2 });
  api = limited;
  const statuses = [];
  for (let i = 0; i < 8; i++) statuses.push((await limited.get('/health', from('192.0.2.3'))).status);
  expect(statuses).toEqual(Array(8).fill(200));
});

it('has no limit where none is bound', async () => {
  const open = await startApi();
  api = open;
  for (let i = 0; i < 6; i++) {
    const response = await open.get('/v1/nothing', from('192.0.2.1'));
    expect([response.status, response.headers.get('ratelimit-policy')]).toEqual([404, null]);
  }
});

it('is deployed with the limit that the header names, the same counter at both Workers', () => {
  const read = (env: string | undefined) =>
    unstable_readConfig({ config: 'wrangler.toml', env }, { hideWarnings: true });
  const { units: limit, seconds: period } = rateLimit;
  const counter = [{ name: 'RATE_LIMIT', namespace_id: '1001', simple: { limit, period } }];
  expect(read(undefined).ratelimits).toMatchObject(counter);
  expect(read('minilm').ratelimits).toMatchObject(counter);
});
