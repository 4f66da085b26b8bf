import { describe, expect, it } from 'vitest';
import { fillMaskRequest } from '../../../../shared/api/fill-mask/contract.ts';
import {
  drawnKeys,
  editWeight,
  heldIn,
  keyIn,
  movedName,
  opening,
  readTokens,
  requestsOf,
  type Setting,
  type WeightModel,
  weightName,
} from '../../../../site/figures/edit-a-weight/edit-a-weight.ts';
import { presetModel } from '../../../../site/figures/edit-a-weight/preset-model.ts';
import { heldRow } from '../../../../site/model/held-interventions.ts';
import { firstPreset } from '../../../../site/reader/presets.ts';

const { text, pair, layer, head, token } = firstPreset;
const ask = (setting: Setting, place = {}, model: WeightModel = presetModel) =>
  editWeight(model, { text, pair, layer, head, token, isOpening: true, ...place, setting });
const names = (request: 0 | 1, view: Awaited<ReturnType<typeof ask>>) => weightName(view, 2, request);

describe('the weight that is set', () => {
  const row = [0.1, 0.2, 0.5, 0.2];

  it('is the largest of the row until the reader picks another, and none where the row is the model’s own', () => {
    expect(heldIn(row, opening)).toEqual([{ to: 2, share: 0 }]);
    expect(heldIn(row, { key: 1, share: 0.9, scope: 'head' })).toEqual([{ to: 1, share: 0.9 }]);
    expect(heldIn(row, { key: 1, scope: 'head' })).toEqual([]);
    expect(keyIn(row, 99)).toBe(2);
  });

  it('is always among the bars, at most 16, in the order of the sentence', () => {
    const long = Array.from({ length: 40 }, (_, at) => 1 / (at + 1));
    expect(drawnKeys(row, 0)).toEqual([0, 1, 2, 3]);
    expect(drawnKeys(long, 3)).toEqual(Array.from({ length: 16 }, (_, at) => at));
    expect(drawnKeys(long, 33)).toEqual([...Array.from({ length: 15 }, (_, at) => at), 33]);
  });
});

describe('the first sentence, by the engine', () => {
  it('asks for the same pass with and without: both are changes of the row, and the API takes them', async () => {
    const { before, after } = requestsOf(await ask(opening));
    const at = { at: 'attentions.8', heads: [10], from: [8] };
    expect(before).toEqual({ text, mask_tokens: [8], interventions: [{ ...at, scale: 1 }] });
    expect(after).toEqual({
      text,
      mask_tokens: [8],
      interventions: [{ ...at, to: [2], set: 0, renormalize: true }],
    });
    for (const body of [before, after]) expect(fillMaskRequest.safeParse(body).error).toBeUndefined();
  });

  it('has in the model, to 1e-5, the row that the page computes; without a change nothing moves, bit for bit', async () => {
    const seen: Record<string, number[]> = {};
    const spying: WeightModel = {
      ...presetModel,
      trace: async (sentence, wanted, change) => {
        const trace = await presetModel.trace(sentence, [...new Set(['attentions.8', ...wanted])], change);
        const { data } = trace.tensors['attentions.8']!;
        const start = (10 * trace.tokens.length + 8) * trace.tokens.length;
        seen[JSON.stringify(change.interventions)] = [...data.subarray(start, start + trace.tokens.length)];
        return trace;
      },
    };
    const view = await ask({ key: 3, share: 0.9, scope: 'head' }, {}, spying);
    const { interventions } = requestsOf(view).after;
    const expected = heldRow(view.row, [{ to: 3, share: 0.9 }]);
    const found = seen[JSON.stringify(interventions)]!;
    for (const [at, weight] of expected.entries()) expect(Math.abs(found[at]! - weight)).toBeLessThan(1e-5);
    expect(found[3]).toBeCloseTo(0.9, 6);
    const calm = await ask({ scope: 'head' });
    expect(calm.moved.flat().every((move) => move === 0)).toBe(true);
    expect(calm.rows.every(({ before, after }) => before === after)).toBe(true);
  });

  it('moves in its own layer the token that looks and no other, and more with all 12 heads than with one', async () => {
    const one = await ask({ key: 3, share: 0.9, scope: 'head' });
    const all = await ask({ key: 3, share: 0.9, scope: 'layer' });
    for (const { moved } of [one, all]) {
      expect(moved).toHaveLength(4);
      expect(moved[0]!.map((move) => move > 0)).toEqual(one.tokens.map((_, at) => at === 8));
      for (const later of moved.slice(1)) expect(later.every((move) => move > 0)).toBe(true);
    }
    expect(all.moved[0]![8]!).toBeGreaterThan(one.moved[0]![8]!);
    expect(requestsOf(all).after.interventions.map(({ heads }) => heads.length)).toEqual([12, 12]);
  });

  it('shows the blank as the model reads it, and names the token as typed in the requests', async () => {
    const view = await ask(opening);
    expect(view.tokens[8]!.text).toBe('it');
    expect(readTokens(view)[8]!.text).toBe('[MASK]');
  });

  it('names its numbers in the two requests, the model’s first', async () => {
    const view = await ask(opening);
    expect([names(0, view), names(1, view)]).toEqual(['attentions@0.8[10][8][2]', 'attentions@1.8[10][8][2]']);
    expect(movedName(9, 8)).toBe('|hidden_states@1.9[8] - hidden_states@0.9[8]| / |hidden_states@0.9[8]|');
  });
});

it('guesses the sentence’s own blank: opens on its row, and sets that of the token that the reader looks at', async () => {
  const own = { text: 'Paris is the [MASK] of France.', token: 1, layer: 11 };
  expect((await ask(opening, own)).from).toBe(4);
  const view = await ask(opening, { ...own, isOpening: false });
  expect(view.blank).toBe(4);
  expect(view.from).toBe(1);
  expect(requestsOf(view).after).not.toHaveProperty('mask_tokens');
  // The last layer hands nothing to another token, so the guess keeps every bit.
  expect(view.rows.every(({ before, after }) => before === after)).toBe(true);
});
