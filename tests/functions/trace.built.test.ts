import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, sharedApi } from './api.ts';
import { safetensors, text } from './attention-answers.ts';

let api: Api;

beforeAll(async () => {
  api = await sharedApi();
});

afterAll(() => api.stop());

describe('/v1/trace', () => {
  it('gives a wildcard every layer, in the documented shapes', async () => {
    const { tensors } = await safetensors(api, '/v1/trace', {
      text,
      tensors: ['query.*', 'attention_scores.0', 'intermediate.11', 'hidden_states.12', 'last_hidden_state'],
    });
    const shapes = Object.fromEntries(Object.entries(tensors).map(([name, { shape }]) => [name, shape]));
    const queries = Object.fromEntries(Array.from({ length: 12 }, (_, layer) => [`query.${layer}`, [12, 13, 64]]));
    expect(shapes).toEqual({
      ...queries,
      'attention_scores.0': [12, 13, 13],
      'intermediate.11': [13, 3072],
      'hidden_states.12': [13, 768],
      last_hidden_state: [13, 768],
      input_ids: [13],
    });
    expect(tensors['hidden_states.12'].data).toEqual(tensors.last_hidden_state.data);
  });

  it('is {dtype, shape, data} by name in JSON', async () => {
    const response = await api.post('/v1/trace', { text: 'Hello', tensors: ['attentions.0'], dtype: 'f16' });
    const answer = (await response.json()) as { tensors: Record<string, { data: number[][][] }> };
    expect(answer).toMatchObject({
      object: 'trace',
      model: 'bert-base-uncased',
      tensors: { 'attentions.0': { dtype: 'f16', shape: [12, 3, 3] } },
      usage: { prompt_tokens: 3, total_tokens: 3 },
    });
    expect(answer.tensors['attentions.0'].data.flat(2)).toHaveLength(108);
  });

  it('without a head has zeros in its attention, and says what that changed', async () => {
    const head_mask = Array.from({ length: 12 }, (_, layer) =>
      Array.from({ length: 12 }, (_, head) => (layer === 3 && head === 7 ? 0 : 1)),
    );
    const names = ['context.3', 'context.2'];
    const { tensors } = await safetensors(api, '/v1/trace', { text, tensors: names, head_mask, compare: true });
    const size = 13 * 64;
    expect([...tensors['context.3'].data.subarray(7 * size, 8 * size)].every((value) => value === 0)).toBe(true);
    expect([...tensors['delta.context.2'].data].every((value) => value === 0)).toBe(true);
    expect([...tensors['delta.context.3'].data.subarray(7 * size, 8 * size)].some((value) => value !== 0)).toBe(true);
  });

  it('with masked tokens is that of the masked text', async () => {
    const masked = await safetensors(api, '/v1/trace', {
      text: 'Paris is the capital of France.',
      tensors: ['last_hidden_state'],
      mask_tokens: [4],
    });
    const written = await safetensors(api, '/v1/trace', {
      text: 'Paris is the [MASK] of France.',
      tensors: ['last_hidden_state'],
    });
    expect(masked.tensors).toEqual(written.tensors);
  });
});
