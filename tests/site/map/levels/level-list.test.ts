import { describe, expect, it } from 'vitest';
import { listedWith } from '../../../../site/figures/marks/tokens/row-ranking.ts';
import { levelList } from '../../../../site/map/levels/level-list.ts';
import type { AttentionTrace } from '../../../../site/model/attention-trace.ts';

const token = (text: string) => ({ id: 0, text, start: 0, end: 0, special: false, word: 0, type: 0 as const });
const tokens = ['the', 'cat', 'the', 'mat'].map(token);
/** Two layers of all 12 heads; head h of row i gives most to token (h + i) % 4. */
const trace: AttentionTrace = {
  model: 'bert-base-uncased',
  tokens,
  layers: [7, 8],
  heads: Array.from({ length: 12 }, (_, head) => head),
  attentions: Float32Array.from({ length: 2 * 12 * 16 }, (_, at) => {
    const [head, row, column] = [Math.floor(at / 16) % 12, Math.floor(at / 4) % 4, at % 4];
    return (((column - head - row + 16) % 4 === 0 ? 7 : column) + 1) / 16;
  }),
};
const spot = { tokens, layer: 8, head: 2, token: 1, key: 3 };

describe('the list of a level', () => {
  it('of a layer names where the token looks in each head, most first, as the API calls it', () => {
    const { lines, says } = levelList('floor', spot, trace)!;
    expect(says).toBe('The 12 heads of layer 9: where “cat” looks most.');
    expect(lines.map(({ name }) => name)).toEqual(Array.from({ length: 12 }, (_, head) => `Head ${head + 1}`));
    expect(lines[2]!.keys.map(({ text }) => text)).toEqual(['mat', 'the (token 2)', 'cat']);
    expect(lines[2]!.keys[0]!.tensor).toBe('attentions[8][2][1][3]');
  });

  it('of a head names where each token looks in this head, and nothing of other heads', () => {
    const { lines } = levelList('head', spot, trace)!;
    expect(lines.map(({ name }) => name)).toEqual(['the (token 0)', 'cat', 'the (token 2)', 'mat']);
    const names = lines.flatMap(({ keys }) => keys.map(({ tensor }) => tensor));
    expect(names).toHaveLength(12);
    expect(names.every((name) => name.startsWith('attentions[8][2]['))).toBe(true);
  });

  it.each(['row', 'pair', 'products'] as const)('of a %s gives the whole row, largest first', (level) => {
    const { lines } = levelList(level, spot, trace)!;
    const weights = lines.map(({ keys }) => keys[0]!.weight);
    expect(weights).toEqual(weights.toSorted((a, b) => b - a));
    expect(lines[0]!.name).toBe('mat');
    expect(lines).toHaveLength(4);
  });

  it('is undefined where the trace does not hold the head', () => {
    expect(levelList('head', { ...spot, layer: 2 }, trace)).toBeUndefined();
    expect(levelList('floor', { ...spot, layer: 2 }, trace)).toBeUndefined();
  });
});

it('the keys named beside a pair are the largest, and the chosen one among them', () => {
  const row = Float32Array.from([0.1, 0.4, 0.2, 0.3]);
  expect(listedWith(row, 1, 2)).toEqual([1, 3]);
  expect(listedWith(row, 0, 2)).toEqual([1, 0]);
  expect(listedWith(row, 0, 9)).toEqual([1, 3, 2, 0]);
});
