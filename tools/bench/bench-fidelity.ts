import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ContenderName } from './contender.ts';
import { modelFiles } from './model-files.ts';
import { NodeContender } from './node-contender.ts';
import { type Options, root } from './options.ts';

/**
 * Each contender's attention against fp32 PyTorch's, on the golden texts in tests/golden: mean Jensen-Shannon divergence
 * in bits. Not of `native`, which computes in fp32 itself.
 */
export async function benchFidelity(model: string, options: Options): Promise<Map<ContenderName, number>> {
  const folder = join(root, 'tests/golden', model);
  const golden = readdirSync(folder).map((file) => join(folder, file));
  const found = new Map<ContenderName, number>();
  for (const name of options.only.filter((only) => only !== 'native')) {
    const contender = await NodeContender.start(name, modelFiles(model, options, 'model_attentions'));
    const { jsd } = await contender.ask({ ask: 'fidelity', golden });
    await contender.close();
    found.set(name, Number(jsd.toPrecision(3)));
  }
  return found;
}
