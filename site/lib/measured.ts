import { presetTensors } from './preset-trace.ts';
import { firstPreset } from './presets.ts';
import { traceRow } from './trace.ts';

const oneNumber = /^(?<tensor>[\w.]+?)(?<index>(?:\[\d+\])+)$/;

/**
 * One number of the model on the first sentence, by its name: `attentions.8[10][8][2]`. For prose, while the site is built.
 * @throws Error when the name is not that of one number
 */
export async function measured(name: string): Promise<number> {
  const { tensor, index } = oneNumber.exec(name)?.groups ?? {};
  if (!tensor || !index) throw new Error(`expected a name like attentions.8[10][8][2], found "${name}"`);
  const at = [...index.matchAll(/\d+/g)].map(([digits]) => Number(digits));
  const row = traceRow(await presetTensors(firstPreset, [tensor]), tensor, ...at);
  if (row.length !== 1 || row[0] === undefined) {
    throw new Error(`expected the name of one number, found "${name}" with ${row.length}`);
  }
  return row[0];
}
