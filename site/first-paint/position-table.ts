import { cosine } from '../../shared/analysis/cosine.ts';
import { matrixRows } from '../../shared/analysis/matrix-rows.ts';
import { bertBase } from '../../shared/api/served-models.ts';
import { openFolder } from '../../shared/model/open-folder.ts';
import { readModel } from '../../shared/weights/read-model.ts';

const folder = `site/public/models/${bertBase}`;
const matrix = 'embeddings.position_embeddings.weight';

/** Cosines of all pairs of rows of a table, row-major, [rows, rows]. */
export interface Likeness {
  readonly size: number;
  readonly cosines: Float32Array;
}

let reading: Promise<Likeness> | undefined;

/** Cosines of the position vectors, from the model that the API runs. Works only while the site is built. */
export function readPositionLikeness(): Promise<Likeness> {
  reading ??= read();
  return reading;
}

async function read(): Promise<Likeness> {
  const { floatTensor } = await readModel(openFolder(folder));
  const tensor = floatTensor(matrix);
  if (!tensor) throw new Error(`${folder}: expected ${matrix}, found none`);
  const rows = matrixRows(tensor.data, tensor.shape[1]!);
  const cosines = new Float32Array(rows.length ** 2);
  rows.forEach((row, one) => {
    rows.slice(one).forEach((other, distance) => {
      const like = cosine(row, other);
      cosines[one * rows.length + one + distance] = like;
      cosines[(one + distance) * rows.length + one] = like;
    });
  });
  return { size: rows.length, cosines };
}
