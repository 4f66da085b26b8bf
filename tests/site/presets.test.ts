import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readSafetensors } from '../../shared/tensors/safetensors.ts';
import { rankKeys } from '../../site/figures/attention-row/row-ranking.ts';
import { upTo } from '../../site/lib/attention-file.ts';
import { headWeights, queryRow } from '../../site/lib/attention-trace.ts';
import { presets } from '../../site/lib/presets.ts';

const golden = new URL('../golden/', import.meta.url);
const cases: { name: string; text: string | string[]; tokens: string[] }[] = JSON.parse(
  readFileSync(new URL('cases.json', golden), 'utf8'),
);

// Not all goldens are small enough to be kept; these three are.
it.each([
  ['cat', 'it', 'cat'],
  ['pair', 'cat', 'cat'],
  ['mask', '[MASK]', 'france'],
])('preset %s points at the row of %s, whose largest weight in the fp32 reference goes to %s', (id, query, key) => {
  const preset = presets.find((one) => one.id === id)!;
  const { text, tokens } = cases.find(({ name }) => name === id)!;
  expect([preset.text, preset.pair].filter(Boolean)).toEqual([text].flat());

  const file = readFileSync(new URL(`bert-base-uncased/${id}.safetensors`, golden));
  const { attentions } = readSafetensors(new Uint8Array(file)).tensors;
  const named = tokens.map(
    (piece) => ({ id: 0, text: piece, start: 0, end: 0, special: false, word: 0, type: 0 }) as const,
  );
  const data = attentions!.data as Float32Array;
  const weights = headWeights(
    { model: id, tokens: named, layers: upTo(12), heads: upTo(12), attentions: data },
    preset.layer,
    preset.head,
  );
  const largest = rankKeys(queryRow(weights!, tokens.length, preset.token))[0]!.key;
  expect(tokens[preset.token]).toBe(query);
  expect(tokens[largest]).toBe(key);
  expect(largest).not.toBe(preset.token);
});
