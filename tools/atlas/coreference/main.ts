/**
 * Measures how often each head of bert-base-uncased ties a mention to an earlier one of the same thing, on the weights that
 * are served.
 *
 *   npm run coreference -- CORPUS.conllu --out FILE
 *
 * CORPUS is a file in CoNLL-U whose MISC column marks mentions as `Entity`. The site's own numbers,
 * site/content/atlas/coreference.json, are of en_gum-ud-test.conllu of UD_English-GUM, whose texts are not kept here.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { bertBase } from '../../../shared/api/served-models.ts';
import type { Coreference } from '../../../shared/atlas/coreference.ts';
import { loadServedModel } from '../../fidelity/models.ts';
import { written } from '../written.ts';
import { readDocuments } from './documents.ts';
import { measureCoreference } from './measure-coreference.ts';

const index = new URL(`../../../site/public/models/${bertBase}/model.safetensors.index.json`, import.meta.url);
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { out: { type: 'string' } } });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1 || values.out === undefined) {
    throw new Error('expected one corpus and --out: npm run coreference -- CORPUS.conllu --out FILE');
  }
  const bytes = readFileSync(file);
  const documents = readDocuments(bytes.toString('utf8'));
  const measured = await measureCoreference(await loadServedModel(bertBase), documents, () => {
    if (process.stdout.isTTY) process.stdout.write('.');
  });
  const labels = { weights: sha256(readFileSync(index)), corpus: basename(file), corpus_sha256: sha256(bytes) };
  const coreference: Coreference = { model: bertBase, ...labels, ...measured };
  writeFileSync(values.out, written(coreference));
  console.log(`${measured.documents} documents, ${measured.cases} mentions with an earlier one of the same thing`);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
