/**
 * Measures how far the served attention weights of the site's presets are from fp32 PyTorch's, for site/content/deviations.json.
 *
 *   npm run deviations [-- GOLDEN_DIR]
 *
 * GOLDEN_DIR is tests/golden by default; presets without a file there keep the number that the file has.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { measureDeviations } from './measure-deviations.ts';

const written = new URL('../../site/content/deviations.json', import.meta.url);
const card = new URL('../../shared/api/models/fidelity.json', import.meta.url);
const [goldenFolder = fileURLToPath(new URL('../../tests/golden', import.meta.url))] = process.argv.slice(2);

const before = JSON.parse(readFileSync(written, 'utf8'));
const { texts, p99_abs_difference: p99 } = JSON.parse(readFileSync(card, 'utf8'))['bert-base-uncased'];
const presets = { ...before.presets, ...(await measureDeviations(goldenFolder)) };
writeFileSync(written, `${JSON.stringify({ card: { texts, p99 }, presets }, null, 2)}\n`);
console.log(presets);
