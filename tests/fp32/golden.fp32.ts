/**
 * Holds shared/bert, on the real fp32 weights, against every golden case and every golden split of a score, to 2e-4.
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
import { scoreSplits } from '../golden/score-splits.ts';
import { type Comparison, compareCase, type FillMask, type Model } from './compare-case.ts';
import { compareSplit } from './compare-split.ts';
import { readWeightsFolder } from './weights-folder.ts';

const tolerance = 2e-4;
const models = ['bert-base-uncased', 'all-MiniLM-L6-v2'];

interface Case {
  readonly name: string;
  /** Two where the case is a pair. */
  readonly text: string | readonly [string, string];
  /** One list of ten [word, probability] for each [MASK]. */
  readonly fill_mask: readonly FillMask[];
}

/** Splits are of BERT-base alone. */
const [splitModel] = models;

interface Tally {
  compared: number;
  failed: number;
}

/** Makes one comparison, and says how it went. */
function compare(line: string, tally: Tally, comparison: () => Comparison): void {
  const start = performance.now();
  const { difference, what, seqLen } = comparison();
  const verdict = difference <= tolerance ? 'ok' : `OVER ${tolerance}`;
  console.log(
    `${line.padEnd(40)} ${seqLen} tokens, worst ${difference.toExponential(1)} in ${what}: ${verdict} (${Math.round(performance.now() - start)} ms)`,
  );
  tally.compared++;
  if (difference > tolerance) tally.failed++;
}

function run(weightsFolder: string, goldenFolder: string): boolean {
  const cases: Case[] = JSON.parse(readFileSync(join(goldenFolder, 'cases.json'), 'utf8'));
  const tally: Tally = { compared: 0, failed: 0 };
  for (const id of models) {
    const model = readWeightsFolder(join(weightsFolder, id));
    const pathOf = (name: string) => join(goldenFolder, id, `${name}.safetensors`);
    for (const { name, fill_mask } of cases) {
      const path = pathOf(name);
      const line = `${id} ${name}`;
      if (existsSync(path)) compare(line, tally, () => compareCase(model, readTensors(path), fill_mask));
      else console.log(`${line.padEnd(40)} skipped: no ${path}`);
    }
    if (id === splitModel) compareSplits(model, cases, pathOf, tally);
  }
  console.log(`${tally.compared} cases compared, ${tally.failed} over ${tolerance}`);
  return tally.compared > 0 && tally.failed === 0;
}

/** @throws Error where a split is of a text that no golden case has, whose tokens would have to be known */
function compareSplits(model: Model, cases: readonly Case[], pathOf: (name: string) => string, tally: Tally): void {
  for (const split of scoreSplits()) {
    const same = cases.find(({ text }) => text === split.text);
    if (!same) throw new Error(`${split.name}: expected a golden case with the text "${split.text}", found none`);
    const path = pathOf(same.name);
    const line = `${splitModel} split ${split.name}`;
    const inputIds = () => [...readTensors(path).input_ids.data];
    if (existsSync(path)) compare(line, tally, () => compareSplit(model, inputIds(), split));
    else console.log(`${line.padEnd(40)} skipped: no ${path}`);
  }
}

function readTensors(path: string) {
  return readSafetensors(readFileSync(path)).tensors;
}

const [weightsFolder, goldenFolder = fileURLToPath(new URL('../golden', import.meta.url))] = process.argv.slice(2);
if (weightsFolder === undefined) {
  console.error('usage: npm run test:fp32 -- WEIGHTS_DIR [GOLDEN_DIR]');
  process.exit(2);
}
process.exit(run(weightsFolder, goldenFolder) ? 0 : 1);
