import { cosine } from '../../shared/analysis/cosine.ts';
import { traceRow } from '../model/trace.ts';
import { firstPreset } from '../reader/presets.ts';
import { presetTensors } from './preset-trace.ts';

const oneRow = /^(?<tensor>[\w.]+?)(?<index>(?:\[\d+\])+)$/;
const cosineOf = /^cos\((?<one>[^()]+), (?<other>[^()]+)\)$/;
const shareOf = /^(?<part>[^()]+) \/ sum\((?<row>[^()]+)\)$/;

/**
 * One number of the model on the first preset, by its name, for prose that is built: `attentions.8[10][8][2]`; the
 * cosine of two vectors, `cos(context.6[3][8], value.6[3][12])`; or a share of a row, `attention_norms.6[3][8][12] /
 * sum(attention_norms.6[3][8])`.
 * @throws Error where the name is none of these
 */
export async function measured(name: string): Promise<number> {
  const vectors = cosineOf.exec(name)?.groups;
  if (vectors) return cosine(await rowNamed(vectors.one!), await rowNamed(vectors.other!));
  const share = shareOf.exec(name)?.groups;
  if (!share) return numberNamed(name);
  const row = await rowNamed(share.row!);
  return (await numberNamed(share.part!)) / row.reduce((sum, value) => sum + value, 0);
}

async function numberNamed(name: string): Promise<number> {
  const row = await rowNamed(name);
  if (row.length !== 1 || row[0] === undefined) {
    throw new Error(`expected the name of one number, found "${name}" with ${row.length}`);
  }
  return row[0];
}

async function rowNamed(name: string): Promise<Float32Array> {
  const { tensor, index } = oneRow.exec(name)?.groups ?? {};
  if (!tensor || !index) throw new Error(`expected a name like attentions.8[10][8][2], found "${name}"`);
  const at = [...index.matchAll(/\d+/g)].map(([digits]) => Number(digits));
  return traceRow(await presetTensors(firstPreset, [tensor]), tensor, ...at);
}
