/**
 * Measures how far the served models are from fp32, for shared/api/models/fidelity.json, which /v1/models publishes.
 *
 *   npm run fidelity -- WEIGHTS_DIR
 *
 * WEIGHTS_DIR has bert-base-uncased/ and all-MiniLM-L6-v2/ as Hugging Face stores them. The reference is shared/bert on
 * these weights, which `npm run test:fp32` holds to PyTorch. Takes about ten minutes. `npm run deviations` comes after it.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelIds } from '../../shared/api/model-ids.ts';
import { measureFidelity } from './measure-fidelity.ts';

const [weightsFolder] = process.argv.slice(2);
if (weightsFolder === undefined) throw new Error('expected a folder of fp32 weights: npm run fidelity -- WEIGHTS_DIR');

const card: Record<string, unknown> = {};
for (const id of modelIds) card[id] = await measureFidelity(id, join(weightsFolder, id), console.log);
writeFileSync(new URL('../../shared/api/models/fidelity.json', import.meta.url), `${JSON.stringify(card, null, 2)}\n`);
