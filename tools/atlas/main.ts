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
import { bertBase } from '../../shared/api/served-models.ts';
import type { Atlas } from '../../shared/atlas/atlas.ts';
import { checkAgainst, type Reference } from './check.ts';
import { KeptParts } from './kept-parts.ts';
import { type Measured, measureAtlas } from './measure-atlas.ts';
import { showProgress } from './progress.ts';
import { Threads } from './threads.ts';
import { readTreebank, type TreebankSentence } from './treebank.ts';
import { written } from './written.ts';

const usage = 'npm run atlas -- TREEBANK.conllu --out FILE, or --check REFERENCE.json';
const folder = new URL(`../../site/public/models/${bertBase}/`, import.meta.url);
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

interface Options {
  readonly file: string;
  readonly out?: string | undefined;
  readonly check?: string | undefined;
}

function readOptions(): Options {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { out: { type: 'string' }, check: { type: 'string' } },
  });
  const [file] = positionals;
  if (file !== undefined && positionals.length === 1 && (values.out === undefined) !== (values.check === undefined)) {
    return { file, ...values };
  }
  throw new Error(`expected one treebank and either --out or --check: ${usage}`);
}

async function main(): Promise<void> {
  const { file, out, check } = readOptions();
  const started = performance.now();
  const bytes = readFileSync(file);
  const treebank = readTreebank(bytes.toString('utf8'));
  const weights = sha256(readFileSync(new URL('model.safetensors.index.json', folder)));
  const parts = new KeptParts(
    out === undefined ? join(tmpdir(), `atlas-${sha256(bytes).slice(0, 12)}.parts`) : `${out}.parts`,
    `${sha256(bytes)} ${weights}`,
  );
  const measured = await measureOn(treebank, parts);
  const labels = { model: bertBase, weights, treebank: basename(file), treebank_sha256: sha256(bytes) };
  const atlas: Atlas = { ...labels, ...measured };
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(
    `${atlas.sentences} sentences, ${atlas.tokens} tokens, ${seconds} s; ${atlas.skipped} too long for the model`,
  );
  if (out !== undefined) writeFileSync(out, written(atlas));
  if (check !== undefined) report(atlas, JSON.parse(readFileSync(check, 'utf8')));
  parts.remove();
}

async function measureOn(treebank: readonly TreebankSentence[], parts: KeptParts): Promise<Measured> {
  const config = JSON.parse(readFileSync(new URL('config.json', folder), 'utf8'));
  const threads = new Threads(parts);
  try {
    const grid = { layers: config.num_hidden_layers, heads: config.num_attention_heads };
    return await measureAtlas(treebank, grid, threads, showProgress);
  } finally {
    await threads.stop();
  }
}

function report(atlas: Atlas, reference: Reference): void {
  const { lines, faults } = checkAgainst(atlas, reference);
  for (const line of [...lines, ...faults]) console.log(line);
  if (faults.length > 0) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
