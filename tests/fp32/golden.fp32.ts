/**
 * Holds shared/bert, on the real fp32 weights, against every golden case, to 2e-4.
 *
 *   npm run test:fp32 -- WEIGHTS_DIR [GOLDEN_DIR]
 *
 * WEIGHTS_DIR has bert-base-uncased/ and all-MiniLM-L6-v2/ as Hugging Face stores them. GOLDEN_DIR is tests/golden by
 * default; cases without a file there are skipped, and named.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSafetensors } from '../../shared/tensors/safetensors.ts';
import { compareCase, type FillMask } from './compare-case.ts';
import { readWeightsFolder } from './weights-folder.ts';

const tolerance = 2e-4;
const models = ['bert-base-uncased', 'all-MiniLM-L6-v2'];

interface Case {
  readonly name: string;
  /** One list of ten [word, probability] for each [MASK]. */
  readonly fill_mask: readonly FillMask[];
}

function run(weightsFolder: string, goldenFolder: string): boolean {
  const cases: Case[] = JSON.parse(readFileSync(join(goldenFolder, 'cases.json'), 'utf8'));
  let [compared, failed] = [0, 0];
  for (const id of models) {
    const model = readWeightsFolder(join(weightsFolder, id));
    for (const { name, fill_mask } of cases) {
      const path = join(goldenFolder, id, `${name}.safetensors`);
      const line = `${id} ${name}`.padEnd(28);
      if (!existsSync(path)) {
        console.log(`${line} skipped: no ${path}`);
        continue;
      }
      const start = performance.now();
      const { difference, what, seqLen } = compareCase(model, readSafetensors(readFileSync(path)).tensors, fill_mask);
      const verdict = difference <= tolerance ? 'ok' : `OVER ${tolerance}`;
      console.log(
        `${line} ${seqLen} tokens, worst ${difference.toExponential(1)} in ${what}: ${verdict} (${Math.round(performance.now() - start)} ms)`,
      );
      compared++;
      if (difference > tolerance) failed++;
    }
  }
  console.log(`${compared} cases compared, ${failed} over ${tolerance}`);
  return compared > 0 && failed === 0;
}

const [weightsFolder, goldenFolder = fileURLToPath(new URL('../golden', import.meta.url))] = process.argv.slice(2);
if (weightsFolder === undefined) {
  console.error('usage: npm run test:fp32 -- WEIGHTS_DIR [GOLDEN_DIR]');
  process.exit(2);
}
process.exit(run(weightsFolder, goldenFolder) ? 0 : 1);
