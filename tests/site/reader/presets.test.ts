import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSafetensors } from '../../../shared/tensors/safetensors.ts';
import { presetTrace } from '../../../site/first-paint/preset-trace.ts';
import { upTo } from '../../../site/model/attention-file.ts';
import { type AttentionTrace, headWeights, queryRow } from '../../../site/model/attention-trace.ts';
import { presets } from '../../../site/reader/presets.ts';

const golden = new URL('../../golden/', import.meta.url);
const cases: { name: string; text: string | string[] }[] = JSON.parse(
  readFileSync(new URL('cases.json', golden), 'utf8'),
);

/** That `least` of the weight of token `from` goes to token `to`, more than to any other, in the preset's head or another. */
interface Claim {
  readonly from: readonly [index: number, text: string];
  readonly to: readonly [index: number, text: string];
  readonly least: number;
  readonly layer?: number;
  readonly head?: number;
}

/** What each preset's sentence says is to be seen. */
const claims: Readonly<Record<string, readonly Claim[]>> = {
  cat: [{ from: [8, 'it'], to: [2, 'cat'], least: 0.5 }],
  house: [
    { from: [1, 'the'], to: [5, 'house'], least: 0.5 },
    { from: [8, 'the'], to: [10, 'river'], least: 0.5 },
  ],
  bank: [{ from: [17, 'bank'], to: [5, 'bank'], least: 0.9 }],
  pair: [{ from: [4, 'cat'], to: [9, 'cat'], least: 0.5 }],
  pieces: [{ from: [14, '##boarding'], to: [13, 'snow'], least: 0.9 }],
  mask: [
    { from: [4, '[MASK]'], to: [6, 'france'], least: 0.5 },
    { from: [4, '[MASK]'], to: [1, 'paris'], least: 0.5, layer: 8, head: 10 },
  ],
  negation: [
    { from: [6, 'good'], to: [4, 'not'], least: 0.5 },
    { from: [12, 'excellent'], to: [14, '[SEP]'], least: 0.5 },
  ],
  long: [{ from: [73, 'would'], to: [38, 'which'], least: 0.5 }],
};

function expectClaim(trace: AttentionTrace, layer: number, head: number, { from, to, least }: Claim): void {
  const weights = headWeights(trace, layer, head)!;
  const row = queryRow(weights, trace.tokens.length, from[0]);
  expect(row.indexOf(Math.max(...row))).toBe(to[0]);
  expect(row[to[0]]!).toBeGreaterThan(least);
}

describe.each(presets)('the preset $id', (preset) => {
  const { id, layer, head } = preset;

  it('shows what it says, in the weights that are served', async () => {
    const trace = await presetTrace(preset);
    for (const claim of claims[id]!) {
      for (const [index, text] of [claim.from, claim.to]) expect(trace.tokens[index]!.text).toBe(text);
      expectClaim(trace, claim.layer ?? layer, claim.head ?? head, claim);
    }
    expect(claims[id]![0]!.from[0]).toBe(preset.token);
  });
});

// Not all goldens are small enough to be kept; these are.
it.each(['cat', 'bank', 'pair', 'pieces', 'mask'])(
  'the preset %s shows what it says in the fp32 reference, too',
  (id) => {
    const preset = presets.find((one) => one.id === id)!;
    expect([preset.text, preset.pair].filter(Boolean)).toEqual([cases.find(({ name }) => name === id)!.text].flat());
    const file = readFileSync(new URL(`bert-base-uncased/${id}.safetensors`, golden));
    const { attentions, input_ids } = readSafetensors(new Uint8Array(file)).tensors;
    const tokens = Array.from(input_ids!.data as Int32Array, (piece) => {
      return { id: piece, text: '', start: 0, end: 0, special: false, word: 0, type: 0 } as const;
    });
    const trace = {
      model: id,
      tokens,
      layers: upTo(12),
      heads: upTo(12),
      attentions: attentions!.data as Float32Array,
    };
    for (const claim of claims[id]!) expectClaim(trace, claim.layer ?? preset.layer, claim.head ?? preset.head, claim);
  },
);

it('the two words of the long preset stand 35 tokens apart, as it says', () => {
  expect(claims.long![0]!.from[0] - claims.long![0]!.to[0]).toBe(35);
});
