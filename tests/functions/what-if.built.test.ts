import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseBertConfig } from '../../shared/bert/config.ts';
import { sitesOf } from '../../shared/bert/sites.ts';
import { readSafetensors } from '../../shared/tensors/safetensors.ts';
import { modelFolder } from '../shared/model/served-models.ts';
import { type Api, sharedApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await sharedApi();
});
afterAll(() => api?.stop());

type Change = Readonly<Record<string, unknown>>;
type Word = readonly [word: string, probability: number];

interface Case {
  readonly text: string;
  readonly interventions?: readonly Change[];
  readonly position_ids?: readonly number[];
  readonly masks: readonly (readonly Word[])[];
}

const folder = new URL('../golden/interventions/', import.meta.url);
const golden = JSON.parse(readFileSync(new URL('cases.json', folder), 'utf8')) as Record<string, Record<string, Case>>;
const { tensors: expected } = readSafetensors(readFileSync(new URL('tensors.safetensors', folder)));
const config = parseBertConfig(JSON.parse(readFileSync(`${modelFolder('bert-base-uncased')}/config.json`, 'utf8')));
const paris = 'Paris is the [MASK] of France.';
/** Each token in its place: a run that rounds as changed ones do, and changes nothing. */
const inPlace = { position_ids: [0, 1, 2, 3, 4, 5, 6, 7, 8] };

async function ask<Answer>(path: string, body: Change): Promise<Answer> {
  const response = await api.post(path, body);
  if (!response.ok) throw new Error(await response.text());
  return response.json() as Promise<Answer>;
}

async function traced(body: Change): Promise<Record<string, Float32Array>> {
  const response = await api.post('/v1/trace', body, { accept: 'application/vnd.safetensors' });
  if (!response.ok) throw new Error(await response.text());
  const { tensors } = readSafetensors(new Uint8Array(await response.arrayBuffer()));
  return Object.fromEntries(Object.entries(tensors).map(([name, { data }]) => [name, data as Float32Array]));
}

interface Filled {
  readonly masks: readonly {
    readonly candidates: readonly { readonly token: string; readonly probability: number }[];
  }[];
}

/** The mean over the tokens of the cosine of their vectors. */
function meanCosine(a: Float32Array, b: ArrayLike<number>): number {
  const size = config.hiddenSize;
  let sum = 0;
  for (let from = 0; from < a.length; from += size) {
    let [dot, ours, theirs] = [0, 0, 0];
    for (let i = from; i < from + size; i++) {
      dot += a[i]! * b[i]!;
      ours += a[i]! ** 2;
      theirs += b[i]! ** 2;
    }
    sum += dot / Math.sqrt(ours * theirs);
  }
  return sum / (a.length / size);
}

const cases = [
  ...Object.entries(golden.interventions!).map(([name, each]) => [name, name, each] as const),
  ...Object.entries(golden.positions!).map(([name, each]) => [name, `positions.${name}`, each] as const),
];
/** Least mean cosine: where the model, changed so, tells next to nothing apart, rounding has more to say. */
const least: Readonly<Record<string, number>> = {
  'no-division': 0.92,
  'identity-everywhere': 0.98,
  'all-at-zero': 0.98,
  'no-attention-residual': 0.94,
};

describe('against a plain BERT in float64', () => {
  it.each(cases.filter(([name]) => name !== 'no-feed-forward-residual'))(
    '%s: mean cosine of the last hidden states at least .99, or what rounding leaves',
    async (name, tensor, { masks: _, ...body }) => {
      const { last_hidden_state: found } = await traced({ ...body, tensors: ['last_hidden_state'] });
      expect(meanCosine(found!, expected[tensor]!.data as Float32Array)).toBeGreaterThan(least[name] ?? 0.99);
    },
  );

  it.each(cases.filter(([, , { masks }]) => (masks[0]?.[0]?.[1] ?? 0) > 0.2))(
    '%s: the same best word wherever its probability is above .2, and its probability within .1',
    async (_name, _tensor, { masks, ...body }) => {
      const filled = await ask<Filled>('/v1/fill-mask', { ...body, top_k: 1 });
      for (const [index, [best]] of masks.entries()) {
        const { token, probability } = filled.masks[index]!.candidates[0]!;
        expect(token).toBe(best![0]);
        expect(Math.abs(probability - best![1])).toBeLessThan(0.1);
      }
    },
  );
});

describe('a change that changes nothing', () => {
  it('gives the same bits at every site, on every route', async () => {
    const interventions = sitesOf(config)
      .filter((site) => !/\.(?:[1-9]|10)$/.test(site))
      .map((at) => ({ at, scale: 1 }));
    const body = { text: paris, tensors: ['last_hidden_state', 'logits', 'attentions.11'] };
    expect(await traced({ ...body, interventions })).toEqual(await traced({ ...body, ...inPlace }));
    const plain = await ask('/v1/fill-mask', { text: paris, ...inPlace });
    expect(await ask('/v1/fill-mask', { text: paris, interventions })).toEqual(plain);
    const heads = { text: paris, layers: [11], heads: [0] };
    expect(await ask('/v1/attention', { ...heads, interventions })).toEqual(
      await ask('/v1/attention', { ...heads, ...inPlace }),
    );
  });

  it('is a patch of a text with itself, and the weights of the unchanged run', async () => {
    const plain = await traced({ text: paris, tensors: ['last_hidden_state'], ...inPlace });
    for (const change of [
      { at: 'value.*', patch: { text: paris } },
      { at: 'attentions.*', freeze: true },
    ]) {
      expect(await traced({ text: paris, tensors: ['last_hidden_state'], interventions: [change] })).toEqual(plain);
    }
  });

  it('is the weights of the same masked tokens, where some are masked', async () => {
    const interventions = [{ at: 'hidden_states.*', freeze: true }];
    const masked = { text: 'The cat sat.', mask_tokens: [2], tensors: ['last_hidden_state'] };
    const spelled = { text: 'The [MASK] sat.', tensors: ['last_hidden_state'], position_ids: [0, 1, 2, 3, 4, 5] };
    expect(await traced({ ...masked, interventions })).toEqual(await traced(spelled));
  });

  it('leaves the words that are served without it, each probability within 2e-3: activations are rounded more finely', async () => {
    const words = async (more: Change) => {
      const { masks } = await ask<Filled>('/v1/fill-mask', { text: paris, ...more });
      return masks[0]!.candidates;
    };
    const [plain, finer] = [await words({}), await words(inPlace)];
    expect(finer.map(({ token }) => token)).toEqual(plain.map(({ token }) => token));
    for (const [index, { probability }] of finer.entries()) {
      expect(Math.abs(probability - plain[index]!.probability)).toBeLessThan(2e-3);
    }
  });
});

describe('a change', () => {
  it('of a head’s attention to nothing is its head mask, bit for bit', async () => {
    const head_mask = Array.from({ length: 12 }, (_, l) =>
      Array.from({ length: 12 }, (_, h) => Number(l !== 8 || h !== 10)),
    );
    const body = { text: paris, tensors: ['last_hidden_state'] };
    const masked = await traced({ ...body, ...inPlace, head_mask });
    expect(await traced({ ...body, interventions: [{ at: 'attentions.8', heads: [10], set: 0 }] })).toEqual(masked);
  });

  it('is what `compare` compares: changed minus unchanged, within 1e-5', async () => {
    const body = { text: paris, tensors: ['hidden_states.9'], interventions: [{ at: 'value.8', heads: [10], set: 0 }] };
    const [plain, compared] = [
      await traced({ ...body, ...inPlace, interventions: null }),
      await traced({ ...body, compare: true }),
    ];
    const delta = compared['delta.hidden_states.9']!;
    const largest = compared['hidden_states.9']!.reduce(
      (most, value, i) => Math.max(most, Math.abs(value - plain['hidden_states.9']![i]! - delta[i]!)),
      0,
    );
    expect(largest).toBeLessThan(1e-5);
    expect(delta.some((value) => value !== 0)).toBe(true);
  });

  it('stands in the order of the pass: the list may say it in any, at different sites', async () => {
    const list = [
      { at: 'attentions.*', freeze: true },
      { at: 'embeddings.position', set: 0 },
      { at: 'query.3', heads: [0, 4], tokens: [1, 2], add: 0.5 },
    ];
    const answers = await Promise.all(
      [list, list.toReversed()].map((interventions) => ask('/v1/fill-mask', { text: paris, interventions })),
    );
    expect(answers[0]).toEqual(answers[1]);
  });

  it.each([
    [{ set: 5 }, {}],
    [{ set: -1 }, {}],
    [{ add: 0.5 }, { reduce: 'mean' }],
    [{ scale: 2 }, { top_k: 1 }],
  ])('after which a weight is no byte is refused, and sent as f32: %j %j', async (change, fields) => {
    const interventions = [{ at: 'attentions.4', ...change }];
    const body = { text: 'The cat', layers: [4], ...fields, interventions };
    for (const accept of ['application/json', 'application/vnd.safetensors']) {
      const response = await api.post('/v1/attention', { ...body, dtype: 'u8' }, { accept });
      const { error } = (await response.json()) as { error: { param: string; code: string; message: string } };
      expect([error.param, error.code]).toEqual(['interventions', 'out_of_range']);
      expect(error.message).toContain('numbers from 0 to 1, since u8 is round(255 p)');
    }
    expect((await api.post('/v1/attention', body)).status).toBe(200);
    const within = { ...body, dtype: 'u8', interventions: [{ at: 'attentions.4', set: 0.5 }] };
    expect((await api.post('/v1/attention', within)).status).toBe(200);
  });

  it('is in what the attention route says too: an edge that is cut has no weight, and its row still sums to 1', async () => {
    const text = 'The cat sat on the mat because it was tired.';
    const edge = { at: 'attentions.8', heads: [10], from: [8], to: [2], set: 0, renormalize: true };
    const { attentions } = await ask<{ attentions: number[][][][] }>('/v1/attention', {
      text,
      layers: [8],
      heads: [10],
      interventions: [edge],
    });
    const row = attentions[0]![0]![8]!;
    expect(row[2]).toBe(0);
    expect(Math.abs(row.reduce((sum, weight) => sum + weight) - 1)).toBeLessThan(1e-5);
  });

  it('works on MiniLM, of its own layers', async () => {
    const body = { model: 'all-MiniLM-L6-v2', text: 'The cat sat.', tensors: ['last_hidden_state'] };
    const changed = await traced({ ...body, interventions: [{ at: 'attentions.5', set: 'uniform' }] });
    expect(changed).not.toEqual(await traced(body));
  });
});

describe('is refused with the path of its field', () => {
  it.each<[Change | Change[] | unknown, string, string]>([
    [[{ at: 'attention.8', set: 0 }], 'interventions[0].at', 'out_of_range'],
    [[{ at: 'query.12', set: 0 }], 'interventions[0].at', 'out_of_range'],
    [[{ at: 'value.1', scale: 1 }, { at: 'attentions.8' }], 'interventions[1]', 'invalid_value'],
    [[{ at: 'attentions.8', set: 0, scale: 1 }], 'interventions[0]', 'invalid_value'],
    [[{ at: 'query.8', from: [1], set: 0 }], 'interventions[0].from', 'invalid_value'],
    [[{ at: 'query.8', tokens: [99], set: 0 }], 'interventions[0].tokens', 'out_of_range'],
    [[{ at: 'query.8', heads: [1, 1], set: 0 }], 'interventions[0].heads[1]', 'invalid_value'],
    [[{ at: 'query.8', heads: [0], tokens: [0], set: [[[1, 2]]] }], 'interventions[0].set[0][0]', 'invalid_value'],
    [[{ at: 'query.8', set: [['a']] }], 'interventions[0].set[0][0]', 'invalid_value'],
    [[{ at: 'query.8', set: 'zero' }], 'interventions[0].set', 'invalid_value'],
    [[{ at: 'query.8', set: 'uniform' }], 'interventions[0].set', 'invalid_value'],
    [[{ at: 'hidden_states.6', patch: { text: 'Rome.' } }], 'interventions[0].patch', 'invalid_value'],
    [[{ at: 'hidden_states.6', patch: { text: '' } }], 'interventions[0].patch.text', 'empty_text'],
    [
      [{ at: 'hidden_states.6', tokens: [1], patch: { text: 'Rome.', tokens: [9] } }],
      'interventions[0].patch.tokens',
      'out_of_range',
    ],
    [
      [{ at: 'hidden_states.6', patch: { text: 'word '.repeat(600) } }],
      'interventions[0].patch.text',
      'context_length_exceeded',
    ],
    [[{ at: 'attention_scores.8', scale: 2, renormalize: true }], 'interventions[0].renormalize', 'invalid_value'],
    [Array.from({ length: 65 }, () => ({ at: 'query.8', set: 0 })), 'interventions', 'invalid_value'],
    [
      Array.from({ length: 9 }, (_, i) => ({ at: 'query.8', tokens: [0], patch: { text: `a ${i}`, tokens: [0] } })),
      'interventions',
      'invalid_value',
    ],
    [[{ at: 'intermediate.*', freeze: true }], 'interventions', 'tensor_too_large'],
  ])('%j', async (interventions, param, code) => {
    const text = code === 'tensor_too_large' ? 'word '.repeat(300) + paris : paris;
    const response = await api.post('/v1/fill-mask', { text, interventions });
    const { error } = (await response.json()) as { error: { param: string; code: string } };
    expect([error.param, error.code]).toEqual([param, code]);
  });

  it.each([
    ['token_mixing.3', 'attentions.*'],
    ['mixing.*', 'attention_residual.3'],
  ])('%s, which is computed beside the pass, with a change at %s', async (tensor, at) => {
    const response = await api.post('/v1/trace', { text: paris, tensors: [tensor], interventions: [{ at, set: 0 }] });
    expect(await response.json()).toMatchObject({ error: { param: 'tensors[0]', code: 'not_comparable' } });
  });

  it.each<[string, Change]>([
    ['/v1/trace', { tensors: ['attentions.8'], interventions: [{ at: 'value.3', set: 1e38 }] }],
    ['/v1/fill-mask', { interventions: [{ at: 'value.3', set: 1e38 }] }],
    ['/v1/fill-mask', { interventions: [{ at: 'value.11', scale: 3e38 }] }],
    ['/v1/attention', { layers: [11], heads: [0], interventions: [{ at: 'query.11', set: 3e38 }] }],
    ['/v1/trace', { tensors: ['query.1'], interventions: [{ at: 'attention_output.*', add: 3e38 }] }],
  ])('%s %j, after which float32 ends, before anything of it is answered', async (path, body) => {
    const response = await api.post(path, { text: paris, ...body });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { param: 'interventions', code: 'out_of_range', message: expect.stringContaining('smaller numbers') },
    });
    expect((await api.post('/v1/fill-mask', { text: paris })).status).toBe(200);
  });

  it('but takes -1e9 for a score, which is how an edge is cut', async () => {
    const cut = { at: 'attention_scores.8', from: [4], to: [1], set: -1e9 };
    expect((await api.post('/v1/fill-mask', { text: paris, interventions: [cut] })).status).toBe(200);
  });

  it.each([
    [[0, 1], 'position_ids', 'invalid_value'],
    [[0, 1, 2, 3, 4, 5, 6, 7, 512], 'position_ids[8]', 'out_of_range'],
  ])('position_ids %j', async (position_ids, param, code) => {
    const response = await api.post('/v1/fill-mask', { text: paris, position_ids });
    expect(await response.json()).toMatchObject({ error: { param, code } });
  });
});
