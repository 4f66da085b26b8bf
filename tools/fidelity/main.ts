/**
 * Measures how far the served models are from fp32, for shared/api/models/fidelity.json, which /v1/models publishes.
 *
 *   npm run fidelity -- WEIGHTS_DIR [MODEL...]
 *
 * WEIGHTS_DIR has bert-base-uncased/ and all-MiniLM-L6-v2/ as Hugging Face stores them; models that are not named keep what
 * was measured before. The reference is shared/bert on these weights, which `npm run test:fp32` holds to PyTorch. Takes
 * about ten minutes for both. `npm run deviations` comes after it.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import published from '../../shared/api/models/fidelity.json' with { type: 'json' };
import { modelIds } from '../../shared/api/served-models.ts';
import { measureFidelity } from './measure-fidelity.ts';

const [weightsFolder, ...named] = process.argv.slice(2);
if (weightsFolder === undefined) throw new Error('expected a folder of fp32 weights: npm run fidelity -- WEIGHTS_DIR');
const unknown = named.find((id) => !modelIds.some((known) => known === id));
if (unknown !== undefined) throw new Error(`expected one of ${modelIds.join(', ')}, found ${unknown}`);

const card: Record<string, unknown> = { ...published };
for (const id of modelIds) {
  if (named.length > 0 && !named.includes(id)) continue;
  card[id] = await measureFidelity(id, join(weightsFolder, id), console.log);
}
writeFileSync(new URL('../../shared/api/models/fidelity.json', import.meta.url), `${JSON.stringify(card, null, 2)}\n`);
