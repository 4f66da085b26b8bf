/**
 * What makes one text's worst cases: how far its pass is from fp32 as it is served, with the stored weights and nothing
 * rounded, with these weights' errors made smaller, and with the matrices of one kind or layer stored, or all but these.
 *
 *   npm run fidelity:causes -- WEIGHTS_DIR MODEL TEXT
 *
 * WEIGHTS_DIR as for `npm run fidelity`; TEXT counts the texts of tools/fidelity/texts.json from 0. A text of 20 tokens
 * takes two to six minutes with BERT-base, one of 200 ten times as long.
 */
import { join } from 'node:path';
import { limits } from '../../shared/api/limits.ts';
import { textFidelity } from './attention-fidelity.ts';
import { measured } from './measure-fidelity.ts';
import { type Kind, kinds, mixedWeights } from './mixed-weights.ts';
import { type Attended, fp32Forward, fp32Model, loadServedModel, servedForward, storedModel } from './models.ts';

const [weightsFolder, id, place] = process.argv.slice(2);
const text = measured.texts[Number(place)];
if (weightsFolder === undefined || id === undefined || text === undefined) {
  throw new Error('expected fp32 weights, a model and a text: npm run fidelity:causes -- WEIGHTS_DIR MODEL TEXT');
}
const bert = await loadServedModel(id);
const { tokens } = bert.truncate(limits.tokensPerText, text.text, text.text_pair);
const [fp32, stored] = [fp32Model(join(weightsFolder, id)), await storedModel(id)];
const expected = await fp32Forward(fp32)(tokens);

report('as served', await servedForward(bert)(tokens));
await reportMixed('stored weights, nothing rounded', () => 1);
for (const size of [0.5, 0.25, 0.1, 0.05]) await reportMixed(`their errors times ${size}`, () => size);
for (const kind of ['embeddings', ...kinds]) {
  await reportMixed(`only ${kind} stored`, (found) => Number(found === kind));
  await reportMixed(`all but ${kind} stored`, (found) => Number(found !== kind));
}
for (const layer of fp32.weights.layers.keys()) {
  await reportMixed(`only layer ${layer} stored`, (_, found) => Number(found === layer));
  await reportMixed(`all but layer ${layer} stored`, (_, found) => Number(found !== layer));
}

async function reportMixed(name: string, share: (kind: Kind, layer: number) => number): Promise<void> {
  const weights = mixedWeights(fp32.weights, stored.weights, share);
  report(name, await fp32Forward({ config: fp32.config, weights })(tokens));
}

function report(name: string, found: Attended): void {
  const { maxDifference, maxRowJsdBits, minCosine } = textFidelity(found, expected, tokens.length);
  const numbers = [
    `weight ${maxDifference.toFixed(4)}`,
    `row ${maxRowJsdBits.toFixed(4)} bits`,
    `token ${minCosine.toFixed(4)}`,
  ];
  console.log(`${name.padEnd(34)} ${numbers.join('   ')}`);
}
