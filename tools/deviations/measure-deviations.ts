import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bert } from '../../shared/model/bert.ts';
import { loadBert } from '../../shared/model/load-bert.ts';
import { nodeKernels } from '../../shared/model/node-kernels.ts';
import { openFolder } from '../../shared/model/open-folder.ts';
import { readSafetensors } from '../../shared/tensors/safetensors.ts';
import type { Deviation } from '../../site/reader/fidelity.ts';
import { presets } from '../../site/reader/presets.ts';

const id = 'bert-base-uncased';
const root = fileURLToPath(new URL('../..', import.meta.url));

interface Case {
  readonly name: string;
  /** A pair is a list of two. */
  readonly text: string | readonly [string, string];
}

/**
 * |served - fp32| of every attention weight, its mean and its largest, for each preset that is a golden text with a file
 * in `goldenFolder`: by the preset's id, 2 significant digits.
 */
export async function measureDeviations(goldenFolder: string): Promise<Record<string, Deviation>> {
  const cases: Case[] = JSON.parse(readFileSync(join(root, 'tests/golden/cases.json'), 'utf8'));
  const bert = await loadBert({
    id,
    ...(await nodeKernels()),
    openFile: openFolder(join(root, 'site/public/models', id)),
  });
  const found: Record<string, Deviation> = {};
  for (const preset of presets) {
    const golden = cases.find(
      ({ text }) => [text].flat().join('\n') === [preset.text, preset.pair].filter(Boolean).join('\n'),
    );
    const path = join(goldenFolder, id, `${golden?.name}.safetensors`);
    if (golden && existsSync(path)) found[preset.id] = await deviation(bert, preset.text, preset.pair, path);
  }
  return found;
}

async function deviation(bert: Bert, text: string, pair: string, path: string): Promise<Deviation> {
  const expected = readSafetensors(readFileSync(path)).tensors.attentions!.data as Float32Array;
  const names = Array.from({ length: bert.config.numHiddenLayers }, (_, layer) => `attentions.${layer}`);
  const traced = await bert.trace(bert.tokenize(text, pair || undefined), names);
  const found = names.flatMap((name) => [...(traced[name]!.data as Float32Array)]);
  if (found.length !== expected.length)
    throw new Error(`${path}: expected ${found.length} weights, found ${expected.length}`);
  const differences = found.map((weight, index) => Math.abs(weight - expected[index]!));
  const mean = differences.reduce((sum, difference) => sum + difference, 0) / differences.length;
  const max = differences.reduce((most, difference) => Math.max(most, difference), 0);
  return { mean: Number(mean.toPrecision(2)), max: Number(max.toPrecision(2)) };
}
