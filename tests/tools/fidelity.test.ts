import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import fidelity from '../../shared/api/models/fidelity.json' with { type: 'json' };
import type { Bert } from '../../shared/model/bert.ts';
import { readSafetensors } from '../../shared/tensors/safetensors.ts';
import { closeness, textFidelity } from '../../tools/fidelity/attention-fidelity.ts';
import { measured } from '../../tools/fidelity/measure-fidelity.ts';
import { loadServedModel, servedForward } from '../../tools/fidelity/models.ts';
import { shortenedCorrelations } from '../../tools/fidelity/vector-fidelity.ts';

/** Golden texts of PyTorch's that are among those the card was measured on. */
const golden = ['hello', 'cat', 'bank', 'mask', 'pair', 'pieces'];

describe.each(['bert-base-uncased', 'all-MiniLM-L6-v2'] as const)('the card of %s', (id) => {
  const card = fidelity[id];
  let bert: Bert;
  beforeAll(async () => {
    bert = await loadServedModel(id);
  });

  it('counts every text, and its worst cases are those of its kinds', () => {
    const kinds = Object.values(card.by_text);
    expect(kinds.map(({ texts }) => texts).reduce((a, b) => a + b)).toBe(measured.texts.length);
    expect(card.texts).toBe(measured.texts.length);
    expect(card.max_abs_difference).toBe(Math.max(...kinds.map((kind) => kind.max_abs_difference)));
    expect(card.max_row_jsd_bits).toBe(Math.max(...kinds.map((kind) => kind.max_row_jsd_bits)));
    expect(card.min_token_cosine).toBe(Math.min(...kinds.map((kind) => kind.min_token_cosine)));
  });

  it('promises no more than PyTorch confirms: no short text is further off than its worst, 1 % for rounding', async () => {
    const forward = servedForward(bert);
    const found = [];
    for (const name of golden) {
      const { tensors } = readSafetensors(
        readFileSync(new URL(`../golden/${id}/${name}.safetensors`, import.meta.url)),
      );
      const { input_ids, token_type_ids, attentions, last_hidden_state } = tensors;
      const types = [...token_type_ids!.data] as (0 | 1)[];
      const tokens = [...input_ids!.data].map((id, index) => ({ id, type: types[index]! }));
      const fp32 = {
        attentions: attentions!.data as Float32Array,
        lastHiddenState: last_hidden_state!.data as Float32Array,
      };
      found.push(textFidelity(await forward(tokens), fp32, tokens.length));
    }
    const { max_abs_difference, max_row_jsd_bits, min_token_cosine } = closeness(found);
    const promised = card.by_text.short;
    expect(max_abs_difference).toBeLessThanOrEqual(1.01 * promised.max_abs_difference);
    expect(max_row_jsd_bits).toBeLessThanOrEqual(1.01 * promised.max_row_jsd_bits);
    expect(1 - min_token_cosine).toBeLessThanOrEqual(1.01 * (1 - promised.min_token_cosine));
  });

  it('says what fewer dimensions cost, to the last digit', async () => {
    expect(shortenedCorrelations(await bert.embed(measured.sentences))).toEqual(card.vectors.shortened);
  });
});

it('the README warns with the numbers of the card, and names its worst cases', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  for (const { dimensions, rank_correlation } of fidelity['all-MiniLM-L6-v2'].vectors.shortened) {
    expect(readme).toContain(`${rank_correlation} at ${dimensions}`);
  }
  for (const card of Object.values(fidelity)) {
    expect(readme).toContain(`| ${card.max_abs_difference} | ${card.max_row_jsd_bits} bits |`);
  }
});
