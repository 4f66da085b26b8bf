/**
 * Measures the usual weight of each head at each offset, for site/content/usual-weights.json.
 *
 *   npm run usual-weights -- CORPUS.conllu
 *
 * The corpus is UD_English-PUD (https://github.com/UniversalDependencies/UD_English-PUD), en_pud-ud-test.conllu; its first
 * 200 sentences are measured. It then says how often something stands out in sentences that were not, and in a word said
 * over and over, which is where `leastScore` of shared/analysis/what-stands-out.ts comes from. Takes two minutes; `npm run format` afterwards.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Find } from '../../shared/analysis/what-stands-out.ts';
import { bertBase } from '../../shared/api/served-models.ts';
import { loadServedModel } from '../fidelity/models.ts';
import { conlluTexts } from './conllu-texts.ts';
import { findsOf, measureUsualWeights } from './measure-usual-weights.ts';

const measuredCount = 200;
const written = new URL('../../site/content/usual-weights.json', import.meta.url);
const weights = new URL(`../../site/public/models/${bertBase}/model.safetensors.index.json`, import.meta.url);
const source = {
  corpus: 'UD_English-PUD',
  version: 'f16eba4',
  address: 'https://github.com/UniversalDependencies/UD_English-PUD',
  license: 'CC BY-SA 3.0',
};

const [corpus] = process.argv.slice(2);
if (corpus === undefined) throw new Error('expected a CoNLL-U file: npm run usual-weights -- CORPUS.conllu');
const texts = conlluTexts(readFileSync(corpus, 'utf8'));
if (texts.length < measuredCount) throw new Error(`expected ${measuredCount} sentences, found ${texts.length}`);

const bert = await loadServedModel(bertBase);
const measured = await measureUsualWeights(bert, texts.slice(0, measuredCount));
const file = {
  model: bert.id,
  weights: createHash('sha256').update(readFileSync(weights)).digest('hex'),
  source,
  sentences: measuredCount,
  ...measured,
};
writeFileSync(written, `${JSON.stringify(file, null, 2)}\n`);

const others = texts.slice(measuredCount).filter((_, index) => index % 8 === 0);
const said = ['the', 'dog', 'yes', 'blah', 'and', 'buffalo', 'go', 'I'].flatMap((word) =>
  [2, 3, 4, 6, 10].map((times) => Array(times).fill(word).join(' ')),
);
await report('other sentences', others);
await report('a word said over and over', said);

/** How many of some texts have one find, and three, and what the best of them score. */
async function report(name: string, tried: readonly string[]): Promise<void> {
  const finds: Find[][] = [];
  for (const text of tried) finds.push(await findsOf(bert, text, measured.usual));
  const having = (count: number) => finds.filter((found) => found.length >= count).length;
  const least = Math.min(...finds.map(([best]) => best?.score ?? 0));
  console.log(`${name}: of ${tried.length} texts ${having(1)} have a find, ${having(3)} three; least ${least}`);
}
