import { cosine } from '../../shared/analysis/cosine.ts';
import { type Trace, traceRow } from './trace.ts';

const oneRow = /^(?<tensor>[\w.]+?)(?<index>(?:\[\d+\])+)$/;
const cosineOf = /^cos\((?<one>[^()]+), (?<other>[^()]+)\)$/;
const shareOf = /^(?<part>[^()]+) \/ sum\((?<row>[^()]+)\)$/;

/**
 * Names of the tensors that `measure` reads for a number.
 * @throws Error where the name is none that `measure` knows
 */
export function tensorsIn(name: string): string[] {
  const parts = cosineOf.exec(name)?.groups ?? shareOf.exec(name)?.groups ?? { name };
  return [...new Set(Object.values(parts).map((part) => readName(part!).tensor))];
}

/**
 * One number of a trace by its name, for prose: `attentions.8[10][8][2]`; the cosine of two vectors,
 * `cos(context.6[3][8], value.6[3][12])`; or a share of a row, `attention_norms.6[3][8][12] /
 * sum(attention_norms.6[3][8])`.
 * @throws Error where the name is none of these, or where the trace does not hold its tensors
 */
export function measure(trace: Trace, name: string): number {
  const vectors = cosineOf.exec(name)?.groups;
  if (vectors) return cosine(rowNamed(trace, vectors.one!), rowNamed(trace, vectors.other!));
  const share = shareOf.exec(name)?.groups;
  if (!share) return numberNamed(trace, name);
  return numberNamed(trace, share.part!) / rowNamed(trace, share.row!).reduce((sum, value) => sum + value, 0);
}

function numberNamed(trace: Trace, name: string): number {
  const row = rowNamed(trace, name);
  if (row.length !== 1 || row[0] === undefined) {
    throw new Error(`expected the name of one number, found "${name}" with ${row.length}`);
  }
  return row[0];
}

function rowNamed(trace: Trace, name: string): Float32Array {
  const { tensor, index } = readName(name);
  return traceRow(trace, tensor, ...index);
}

function readName(name: string): { tensor: string; index: number[] } {
  const { tensor, index } = oneRow.exec(name)?.groups ?? {};
  if (!tensor || !index) throw new Error(`expected a name like attentions.8[10][8][2], found "${name}"`);
  return { tensor, index: [...index.matchAll(/\d+/g)].map(([digits]) => Number(digits)) };
}
