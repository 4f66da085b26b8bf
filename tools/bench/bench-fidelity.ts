import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ContenderName } from './contender.ts';
import { modelFiles } from './model-files.ts';
import { NodeContender } from './node-contender.ts';
import type { OnnxSource } from './onnx/write-model.ts';
import { type Options, root } from './options.ts';

/** How far `native`, which computes in fp32, may be from fp32 PyTorch before the ONNX file cannot be the same model. */
const sameModel = 1e-3;

/**
 * Each contender's attention against fp32 PyTorch's, on the golden texts in tests/golden: mean Jensen-Shannon divergence
 * in bits. ONNX files that were not made from the checkpoint say nothing of how faithful their runtime is.
 * @throws Error when the fp32 ONNX file does not compute what the checkpoint computes.
 */
export async function benchFidelity(
  model: string,
  source: OnnxSource,
  options: Options,
): Promise<Map<ContenderName, number>> {
  const folder = join(root, 'tests/golden', model);
  const golden = readdirSync(folder).map((file) => join(folder, file));
  const found = new Map<ContenderName, number>();
  for (const name of options.only.filter((name) => name === 'ours' || source === 'checkpoint')) {
    const contender = await NodeContender.start(name, modelFiles(model, options, 'model_attentions'));
    const { jsd, largestError } = await contender.ask({ ask: 'fidelity', golden });
    await contender.close();
    if (name === 'native' && !(largestError < sameModel)) {
      throw new Error(
        `${model}.onnx: expected hidden states within ${sameModel} of PyTorch's, found ${largestError} away`,
      );
    }
    found.set(name, Number(jsd.toPrecision(3)));
  }
  return found;
}
