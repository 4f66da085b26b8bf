import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { correlation } from '../../shared/analysis/correlation.ts';
import { scoreAttributionResponse } from '../../shared/api/score-attribution/contract.ts';
import { readSafetensors } from '../../shared/tensors/safetensors.ts';
import { scoreSplits } from '../golden/score-splits.ts';
import { type Api, sharedApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await sharedApi();
});
afterAll(() => api?.stop());

const path = '/v1/score-attribution';
const text = 'The cat sat on the mat because it was tired.';
const itToCat = { text, layer: 8, head: 10, from: 8, to: 2 };

type Body = Readonly<Record<string, unknown>>;

async function split(body: Body): Promise<z.output<typeof scoreAttributionResponse>> {
  const response = await api.post(path, body);
  if (!response.ok) throw new Error(await response.text());
  return scoreAttributionResponse.parse(await response.json());
}

/** `attention_scores` of a changed run in which nothing changes: it reads int16 activations, as this route does. */
async function tracedRow({ layer, head, from, ...body }: Body & { layer: number; head: number; from: number }) {
  const interventions = [{ at: `value.${layer}`, scale: 1 }];
  const response = await api.post('/v1/trace', {
    text: body.text,
    text_pair: body.text_pair,
    model: body.model,
    tensors: [`attention_scores.${layer}`],
    interventions,
  });
  const { tensors } = (await response.json()) as { tensors: Record<string, { data: number[][][] }> };
  return tensors[`attention_scores.${layer}`].data[head][from];
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
const total = (matrix: readonly (readonly number[])[]) => sum(matrix.map(sum));

describe('a split score', () => {
  it.each(scoreSplits())(
    '$name: the terms add up to the score within 1e-3, and follow a BERT in float64, Pearson at least .97',
    async ({ text, layer, head, from, to, sources, terms, centred }) => {
      const found = await split({ text, layer, head, from, to });
      expect(found).toMatchObject({ layer, head, from, to, sources, model: 'bert-base-uncased' });
      expect(Math.abs(total(found.terms) - found.score)).toBeLessThan(1e-3);
      expect(Math.abs(total(found.centred) - found.above_row_mean)).toBeLessThan(1e-3);
      expect(correlation(found.terms.flat(), [...terms])).toBeGreaterThan(0.97);
      expect(correlation(found.centred.flat(), [...centred])).toBeGreaterThan(0.97);
    },
  );

  it.each<Parameters<typeof tracedRow>[0] & { to: number }>([
    itToCat,
    { text, layer: 0, head: 0, from: 0, to: 9 },
    { text, layer: 11, head: 11, from: 11, to: 0 },
    { text: 'a', layer: 5, head: 3, from: 1, to: 1 },
    { text: 'The cat sat.', text_pair: 'It was tired.', layer: 6, head: 2, from: 6, to: 2 },
    { text: 'Paris is the [MASK] of France.', layer: 10, head: 7, from: 4, to: 1 },
    { text: 'Любовь, 你好 🙂', layer: 3, head: 9, from: 1, to: 2 },
    { text: 'word '.repeat(100), layer: 7, head: 1, from: 60, to: 61 },
    { text, model: 'all-MiniLM-L6-v2', layer: 5, head: 4, from: 8, to: 2 },
    { text, model: 'all-MiniLM-L6-v2', layer: 0, head: 11, from: 3, to: 3 },
  ])(
    'is the score that a trace has, and adds up to it and to what stands above its row within 1e-3: %j',
    async (body) => {
      const found = await split(body);
      const row = await tracedRow(body);
      expect(found.score).toBe(row[body.to]);
      expect(Math.abs(found.above_row_mean - (row[body.to] - sum(row) / row.length))).toBeLessThan(1e-5);
      expect(Math.abs(total(found.terms) - found.score)).toBeLessThan(1e-3);
      expect(Math.abs(total(found.centred) - found.above_row_mean)).toBeLessThan(1e-3);
      expect(found.sources.length).toBe(4 + body.layer * 13);
      expect([found.terms.length, found.centred[0].length]).toEqual([found.sources.length, found.sources.length]);
      expect(found.usage.total_tokens).toBe(row.length);
    },
  );

  it('of a text that is as long as can be read, cut or whole', async () => {
    const body = { text: 'word '.repeat(600), layer: 11, head: 0, from: 511, to: 300, truncate: true };
    const found = await split(body);
    expect([found.tokens.length, found.truncated, found.sources.length]).toEqual([512, true, 147]);
    expect(Math.abs(total(found.terms) - found.score)).toBeLessThan(1e-3);
  });

  it('of all keys of a row in turn, centred adds up to nothing, term by term within 1e-3', async () => {
    const keys = await Promise.all([0, 1, 2].map((to) => split({ text: 'a', layer: 1, head: 0, from: 1, to })));
    const apart = keys[0].centred.map((row, s) => row.map((_, r) => sum(keys.map(({ centred }) => centred[s][r]))));
    for (const rest of apart.flat()) expect(Math.abs(rest)).toBeLessThan(1e-3);
  });

  it('comes as safetensors too, to the bit, with everything else in the metadata', async () => {
    const json = await split(itToCat);
    const response = await api.post(path, itToCat, { accept: 'application/vnd.safetensors' });
    const { tensors, metadata } = readSafetensors(new Uint8Array(await response.arrayBuffer()));
    expect([...tensors.terms.data]).toEqual(json.terms.flat().map(Math.fround));
    expect([...tensors.centred.data]).toEqual(json.centred.flat().map(Math.fround));
    expect([...tensors.input_ids.data]).toEqual(json.tokens.map(({ id }) => id));
    const { terms: _, centred: __, ...rest } = json;
    const read = Object.entries(metadata).map(([name, value]) => [
      name,
      ['object', 'model'].includes(name) ? value : JSON.parse(value),
    ]);
    expect(Object.fromEntries(read)).toEqual(rest);
  });

  it('is two tensors, which one NumPy file does not hold', async () => {
    const response = await api.post(path, itToCat, { accept: 'application/x-npy' });
    expect(await response.json()).toMatchObject({ error: { code: 'not_acceptable', param: 'accept' } });
    expect(response.status).toBe(406);
  });
});

describe('is refused with the path of its field', () => {
  it.each<[Body, string, string]>([
    [{ layer: 12 }, 'layer', 'out_of_range'],
    [{ layer: 6, model: 'all-MiniLM-L6-v2' }, 'layer', 'out_of_range'],
    [{ layer: -1 }, 'layer', 'invalid_value'],
    [{ layer: 0.5 }, 'layer', 'invalid_value'],
    [{ layer: [8] }, 'layer', 'invalid_value'],
    [{ layer: null }, 'layer', 'missing_field'],
    [{ layer: undefined }, 'layer', 'missing_field'],
    [{ head: 12 }, 'head', 'out_of_range'],
    [{ head: '3' }, 'head', 'invalid_value'],
    [{ from: 13 }, 'from', 'out_of_range'],
    [{ from: 1e12 }, 'from', 'out_of_range'],
    [{ to: 512 }, 'to', 'out_of_range'],
    [{ to: undefined }, 'to', 'missing_field'],
    [{ text: '' }, 'text', 'empty_text'],
    [{ text: undefined }, 'text', 'missing_field'],
    [{ text: 'word '.repeat(600) }, 'text', 'context_length_exceeded'],
    [{ text_pair: '' }, 'text_pair', 'empty_text'],
    [{ model: 'gpt-5' }, 'model', 'model_not_found'],
    [{ heads: [1] }, 'heads', 'unknown_field'],
    [{ interventions: [] }, 'interventions', 'unknown_field'],
  ])('%j', async (wrong, param, code) => {
    const response = await api.post(path, { ...itToCat, ...wrong });
    const { error } = (await response.json()) as { error: { param: string; code: string } };
    expect([error.param, error.code]).toEqual([param, code]);
  });
});
