import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { headResponse, headsResponse } from '../../shared/api/heads/contract.ts';
import type { Atlas } from '../../shared/atlas/atlas.ts';
import { type Api, sharedApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await sharedApi();
});
afterAll(() => api.stop());

const atlas = JSON.parse(readFileSync('site/content/atlas/pud.json', 'utf8')) as Atlas;
const get = (path: string, headers: HeadersInit = {}) => fetch(`${api.url.origin}${path}`, { headers });

it('GET /v1/heads answers all heads as its schema says, with the numbers that were measured', async () => {
  const response = await get('/v1/heads');
  expect(response.headers.get('content-type')).toContain('application/json');
  expect(response.headers.get('cache-control')).toBe('public, max-age=3600');
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  const { data, source, sentences, stress } = headsResponse.parse(await response.json());
  expect(data).toHaveLength(144);
  expect(data.map(({ measures }) => measures.sep)).toEqual(atlas.heads.sep.flat());
  expect(data.map(({ removal }) => removal.mean)).toEqual(atlas.removal.mean.flat());
  expect(data[7 * 12 + 10]!.words[0]).toMatchObject({ kind: 'relation', relation: 'case', count: 2511 });
  expect(source).toMatchObject({ treebank: 'UD_English-PUD', license: 'CC BY-SA 3.0' });
  expect([sentences, stress]).toEqual([atlas.sentences, atlas.similarity.stress]);
});

it('GET /v1/heads/{layer}-{head} counts both from 0, and answers as its schema says', async () => {
  const head = headResponse.parse(await (await get('/v1/heads/7-10')).json());
  expect([head.layer, head.head, head.name, head.page]).toEqual([7, 10, '8-11', '/heads/8-11']);
  const det = head.relations.find(({ relation, direction }) => relation === 'det' && direction === 'dependent-to-head');
  expect(det!.accuracy).toBe(atlas.relations.det!.accuracy['dependent-to-head'][7]![10]);
  expect(det!.low).toBeLessThan(det!.accuracy);
  expect(head.nearest.map(({ divergence_bits }) => divergence_bits)).toEqual(
    [...atlas.similarity.divergence_bits[7 * 12 + 10]!].sort((a, b) => a - b).slice(1, 9),
  );
  for (const { sentence, word, guess, weights } of head.examples.right) {
    expect(weights).toHaveLength(head.example_sentences[sentence]!.words.length);
    expect(guess).not.toBe(word);
  }
});

it('a head that no relation names has sentences where its habit shows most and least, and points to what it says', async () => {
  const head = headResponse.parse(await (await get('/v1/heads/4-7')).json());
  expect(head.words.map(({ kind }) => kind)).toEqual(['habit']);
  const habit = head.habit_examples!;
  expect([habit.measure, habit.most.length, habit.least.length]).toEqual(['sep', 5, 5]);
  for (const { sentence, word, to, by_word: byWord } of [...habit.most, ...habit.least]) {
    expect(byWord).toHaveLength(head.example_sentences[sentence]!.words.length + 2);
    expect(Math.max(word, to)).toBeLessThan(byWord.length);
  }
  expect(headResponse.parse(await (await get('/v1/heads/7-10')).json()).habit_examples).toBeNull();
});

it.each(['12-0', '0-12', '7', '7-', '07-10', '-1-3', '7-10-2', 'heads', '..%2Fheads', '%00'])(
  'GET /v1/heads/%s is 404, and says what there is',
  async (id) => {
    const response = await get(`/v1/heads/${id}`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      error: { code: 'not_found', message: expect.stringContaining('from 0-0 to 11-11') },
    });
  },
);

it('all heads come as CSV where Accept asks for it: a row each, and every row as long as the first', async () => {
  const response = await get('/v1/heads', { accept: 'text/csv' });
  expect(response.headers.get('content-type')).toBe('text/csv');
  expect(response.headers.get('vary')).toContain('accept');
  const [names, ...rows] = (await response.text()).trimEnd().split('\r\n');
  expect(rows).toHaveLength(144);
  const columns = names!.split(',');
  const row = rows[7 * 12 + 10]!.split(',');
  const value = (name: string) => Number(row.at(columns.indexOf(name) - columns.length));
  expect(value('det.dependent-to-head.accuracy')).toBe(atlas.relations.det!.accuracy['dependent-to-head'][7]![10]);
  expect(value('det.count')).toBe(2043);
  expect(value('det.rule')).toBe(atlas.relations.det!.baseline.accuracy);
  expect(value('entropy_bits')).toBe(atlas.heads.entropy_bits[7]![10]);
});

it('another media type is 406', async () => {
  expect((await get('/v1/heads', { accept: 'application/x-npy' })).status).toBe(406);
});

it('is sent once: its tag gives 304', async () => {
  for (const path of ['/v1/heads', '/v1/heads/0-0']) {
    const tag = (await get(path)).headers.get('etag');
    expect(tag).toMatch(/^W\/"/);
    expect((await get(path, { 'if-none-match': tag! })).status).toBe(304);
  }
});
