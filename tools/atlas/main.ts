/**
 * Measures what each head of bert-base-uncased does, over the sentences of a treebank, on the weights that are served.
 *
 *   npm run atlas -- TREEBANK.conllu --out FILE
 *   npm run atlas -- TREEBANK.conllu --check REFERENCE.json
 *
 * TREEBANK is any file in CoNLL-U with Universal Dependencies. The second form says how far the measures are from those of
 * a reference, and fails where they are too far. A thread for each core; a run that was stopped goes on where it was when
 * it is started again, from the folder FILE.parts. The site's own atlas, site/content/atlas/pud.json, is of UD_English-PUD.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { bertBase } from '../../shared/api/model-ids.ts';
import type { Atlas } from '../../shared/atlas/atlas.ts';
import { checkAgainst } from './check.ts';
import { KeptParts } from './kept-parts.ts';
import { measureAtlas } from './measure-atlas.ts';
import { showProgress } from './progress.ts';
import { Threads } from './threads.ts';
import { readTreebank } from './treebank.ts';
import { written } from './written.ts';

const usage = 'npm run atlas -- TREEBANK.conllu --out FILE, or --check REFERENCE.json';
const folder = new URL(`../../site/public/models/${bertBase}/`, import.meta.url);
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string' }, check: { type: 'string' } },
});
const [file] = positionals;
if (file === undefined || positionals.length > 1 || (values.out === undefined) === (values.check === undefined)) {
  throw new Error(`expected one treebank and either --out or --check: ${usage}`);
}
const started = performance.now();
const bytes = readFileSync(file);
const treebank = readTreebank(bytes.toString('utf8'));
const weights = sha256(readFileSync(new URL('model.safetensors.index.json', folder)));
const config = JSON.parse(readFileSync(new URL('config.json', folder), 'utf8'));
const partsFolder =
  values.out === undefined ? join(tmpdir(), `atlas-${sha256(bytes).slice(0, 12)}.parts`) : `${values.out}.parts`;
const parts = new KeptParts(partsFolder, `${sha256(bytes)} ${weights}`);
const threads = new Threads(parts);
const measured = await measureAtlas(
  treebank,
  { layers: config.num_hidden_layers, heads: config.num_attention_heads },
  threads,
  showProgress,
);
await threads.stop();
const atlas: Atlas = {
  model: bertBase,
  weights,
  treebank: basename(file),
  treebank_sha256: sha256(bytes),
  ...measured,
};
const seconds = ((performance.now() - started) / 1000).toFixed(0);
console.log(
  `${atlas.sentences} sentences, ${atlas.tokens} tokens, ${seconds} s; ${atlas.skipped} too long for the model`,
);
if (values.out !== undefined) writeFileSync(values.out, written(atlas));
if (values.check !== undefined) {
  const { lines, faults } = checkAgainst(atlas, JSON.parse(readFileSync(values.check, 'utf8')));
  for (const line of [...lines, ...faults]) console.log(line);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
parts.remove();
