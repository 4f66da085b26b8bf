import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { measureDeviations } from '../../tools/deviations/measure-deviations.ts';

const golden = fileURLToPath(new URL('../golden', import.meta.url));
const committed = JSON.parse(readFileSync(new URL('../../site/content/deviations.json', import.meta.url), 'utf8'));
const fidelity = JSON.parse(readFileSync(new URL('../../shared/api/models/fidelity.json', import.meta.url), 'utf8'));

it('the deviation that a preset shows is the one measured against fp32 PyTorch, to the last digit', async () => {
  const measured = await measureDeviations(golden);
  expect(Object.keys(measured)).toEqual(expect.arrayContaining(['cat', 'pair', 'mask']));
  expect(committed.presets).toMatchObject(measured);
});

it("what other sentences show is the model card's", () => {
  const { texts, p99_abs_difference: p99 } = fidelity['bert-base-uncased'];
  expect(committed.card).toEqual({ texts, p99 });
});
