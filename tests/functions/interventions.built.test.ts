import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headMetricNames, headMetrics } from '../../shared/analysis/head-metrics.ts';
import { foldMean } from '../../shared/analysis/head-reduction.ts';
import { rollout } from '../../shared/analysis/rollout.ts';
import { mergeWords, wordsOf } from '../../shared/analysis/word-merging.ts';
import { readSafetensors } from '../../shared/tensors/safetensors.ts';
import type { Token } from '../../shared/tokenizer/token.ts';
import { expectClose } from '../expect-close.ts';
import { type Api, sharedApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await sharedApi();
});
afterAll(() => api?.stop());

type Changes = Readonly<Record<string, unknown>>;

const text = 'Snowboarding is what the cat did.';

/** [layers][heads] of ones, but for the heads named. */
function headMask(changed: Readonly<Record<string, number>>, layers = 12): number[][] {
  return Array.from({ length: layers }, (_, layer) =>
    Array.from({ length: 12 }, (_, head) => changed[`${layer}.${head}`] ?? 1),
  );
}

const changes: [what: string, changes: Changes][] = [
  ['one head knocked out', { head_mask: headMask({ '3.7': 0 }) }],
  ['heads scaled', { head_mask: headMask({ '0.0': 0.5, '5.2': 0.25, '5.3': 0 }) }],
  ['a whole layer knocked out', { head_mask: headMask({}).map((row, layer) => row.map((_) => Number(layer !== 2))) }],
  ['tokens masked', { mask_tokens: [2, 6] }],
  ['[CLS] masked', { mask_tokens: [0] }],
  ['both', { head_mask: headMask({ '8.10': 0 }), mask_tokens: [3] }],
  ['both, in two texts', { text_pair: 'It was fun.', head_mask: headMask({ '1.1': 0 }), mask_tokens: [1, 11] }],
];

async function tensorsOf(path: string, body: Changes) {
  const response = await api.post(path, { text, ...body }, { accept: 'application/vnd.safetensors' });
  if (!response.ok) throw new Error(await response.text());
  const { tensors, metadata } = readSafetensors(new Uint8Array(await response.arrayBuffer()));
  return { tensors, tokens: JSON.parse(metadata.tokens) as Token[] };
}

/** One tensor of every layer, [layers, heads, n, n], as /v1/trace has it. */
async function traced(name: string, body: Changes, layers = 12) {
  const { tensors, tokens } = await tensorsOf('/v1/trace', { ...body, tensors: [`${name}.*`] });
  const data = Array.from({ length: layers }, (_, layer) => [...tensors[`${name}.${layer}`].data]).flat();
  return { data: Float32Array.from(data), tokens };
}

/** The heads of one layer of [layers, 12, n, n]. */
function squares(data: Float32Array, n: number, layer: number): Float32Array[] {
  return Array.from({ length: 12 }, (_, head) =>
    data.subarray((12 * layer + head) * n * n, (12 * layer + head + 1) * n * n),
  );
}

function mean(heads: readonly Float32Array[]): Float32Array {
  const folded = new Float32Array(heads[0].length);
  for (const head of heads) foldMean(folded, head, heads.length);
  return folded;
}

describe.each(changes)('/v1/attention with %s', (_what, change) => {
  it("has the weights and the norms of /v1/trace's pass with the same change, bit for bit", async () => {
    for (const [reduce, name] of [
      ['none', 'attentions'],
      ['norm', 'attention_norms'],
    ]) {
      const expected = await traced(name, change);
      const { tensors, tokens } = await tensorsOf('/v1/attention', { ...change, reduce });
      expect(tokens).toEqual(expected.tokens);
      expect(tensors.attentions.data, reduce).toEqual(expected.data);
    }
  });

  it('reduces, merges and describes the changed weights: rollout and words within 1e-6, metrics bit for bit', async () => {
    const { data, tokens } = await traced('attentions', change);
    const n = tokens.length;
    const ask = { ...change, layers: [4], heads: undefined };
    const { tensors: rolled } = await tensorsOf('/v1/attention', { ...ask, reduce: 'rollout' });
    let expected: Float32Array | undefined;
    for (let layer = 0; layer <= 4; layer++) expected = rollout(mean(squares(data, n, layer)), n, expected);
    expectClose(rolled.attentions.data, expected ?? [], 1e-6, 'rollout');

    const words = wordsOf(tokens, text, change.text_pair as string | undefined);
    const { tensors: merged } = await tensorsOf('/v1/attention', { ...ask, words: true });
    expectClose(
      merged.attentions.data,
      squares(data, n, 4).flatMap((square) => [...mergeWords(square, n, words)]),
      1e-6,
      'words',
    );

    const metrics = squares(data, n, 4).map((square) => headMetrics(square, tokens));
    for (const reduce of ['none', 'norm', 'mean', 'rollout']) {
      const { tensors } = await tensorsOf('/v1/attention', { ...ask, reduce, metrics: true });
      for (const name of headMetricNames) {
        const values = Float32Array.from(metrics, (ofHead) => ofHead[name]);
        expect(tensors[`metrics.${name}`].data, `${name}, ${reduce}`).toEqual(values);
      }
    }
  });
});

describe('changes of /v1/attention', () => {
  it('are what the answer says: the masked token, and zeros where a head is out', async () => {
    const body = { text, layers: [3], heads: [7], mask_tokens: [2], head_mask: headMask({ '3.7': 0 }) };
    const answer = (await (await api.post('/v1/attention', body)).json()) as {
      tokens: Token[];
      attentions: number[][][][];
    };
    expect(answer.tokens[2]).toMatchObject({ id: 103, text: '[MASK]', start: 4, end: 12 });
    expect(answer.attentions.flat(3).every((weight) => weight === 0)).toBe(true);
  });

  it('may make rows sum to more than 1: no weight that is large enough is lost, and none is 0 for being negative', async () => {
    const asked = { layers: [3], heads: [7] };
    const sparse = async (set: number, which: Changes) => {
      const interventions = [{ at: 'attentions.3', set }];
      return (await tensorsOf('/v1/attention', { ...asked, ...which, interventions })).tensors;
    };
    const large = await sparse(0.75, { min_weight: 0.5 });
    const n = large.rest.data.length;
    expect(large.weights.shape).toEqual([1, 1, n, n]);
    expect([...large.weights.data].every((weight) => weight === 0.75)).toBe(true);
    expect([...large.rest.data].every((rest) => rest === 0)).toBe(true);
    const negative = await sparse(-0.75, { top_k: 2 });
    expect([...negative.weights.data].every((weight) => weight === -0.75)).toBe(true);
    expect([...negative.rest.data].every((rest) => rest === -0.75 * (n - 2))).toBe(true);
  });

  it("reach MiniLM's six layers", async () => {
    const change = { model: 'all-MiniLM-L6-v2', head_mask: headMask({ '1.3': 0 }, 6), mask_tokens: [3] };
    const { tensors } = await tensorsOf('/v1/attention', change);
    expect(tensors.attentions.data).toEqual((await traced('attentions', change, 6)).data);
  });

  it('by GET mask tokens, under a tag of their own; a head mask is for POST', async () => {
    const path = `/v1/attention?text=${encodeURIComponent(text)}&layers=4`;
    const masked = await api.get(`${path}&mask_tokens=2,6`);
    const plain = await api.get(path);
    expect(masked.headers.get('etag')).not.toBe(plain.headers.get('etag'));
    const posted = await api.post('/v1/attention', { text, layers: [4], mask_tokens: [2, 6] });
    expect(await masked.json()).toEqual(await posted.json());
    await plain.arrayBuffer();
    const refused = await api.get(`${path}&head_mask=1`);
    expect([refused.status, await refused.json()]).toMatchObject([400, { error: { code: 'unknown_field' } }]);
  });

  it.each<[param: string, code: string, change: Changes]>([
    ['mask_tokens[1]', 'out_of_range', { mask_tokens: [1, 400] }],
    ['mask_tokens[1]', 'invalid_value', { mask_tokens: [1, 1] }],
    ['head_mask', 'invalid_value', { head_mask: headMask({}, 6) }],
    ['head_mask[0][0]', 'invalid_value', { head_mask: headMask({ '0.0': 2 }) }],
    ['head_mask', 'invalid_value', { model: 'all-MiniLM-L6-v2', head_mask: headMask({}) }],
  ])('that cannot be made name %s', async (param, code, change) => {
    const response = await api.post('/v1/attention', { text, ...change });
    expect([response.status, await response.json()]).toMatchObject([400, { error: { param, code } }]);
  });
});
