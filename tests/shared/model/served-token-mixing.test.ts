import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readSafetensors } from '../../../shared/tensors/safetensors.ts';
import { loadServed } from './served-models.ts';

const folder = new URL('../../golden/presets/', import.meta.url);
const cases: Record<string, { text: string; text_pair: string | null }> = JSON.parse(
  readFileSync(new URL('cases.json', folder), 'utf8'),
);

/** [12 layers, n to, n from] */
function goldenShares(name: string): Float32Array {
  const { tensors } = readSafetensors(readFileSync(new URL(`${name}.safetensors`, folder)));
  return tensors.token_mixing!.data as Float32Array;
}

it('of the sentences that the site opens with, each share is that of fp32 within 0.02, and within 0.0006 on average', async () => {
  const bert = await loadServed('bert-base-uncased');
  const names = Array.from({ length: bert.config.numHiddenLayers }, (_, layer) => `token_mixing.${layer}`);
  for (const [name, { text, text_pair }] of Object.entries(cases)) {
    const tensors = await bert.trace(bert.tokenize(text, text_pair ?? undefined), names);
    const found = names.flatMap((layer) => [...(tensors[layer]!.data as Float32Array)]);
    const differences = [...goldenShares(name)].map((share, index) => Math.abs(share - found[index]!));
    const mean = differences.reduce((a, b) => a + b) / found.length;
    expect(mean, name).toBeLessThan(0.0006);
    expect(Math.max(...differences), name).toBeLessThan(0.02);
  }
});
