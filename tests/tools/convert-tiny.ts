import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Tensor } from '../../shared/tensors/tensor.ts';
import { type ModelWeights, readModel } from '../../shared/weights/read-model.ts';
import { convertModel } from '../../tools/convert/convert-model.ts';
import { temporaryFolder, tinyBertTensors } from './tiny-bert-folder.ts';

export async function converted(
  modelFolder: string,
  options: { id?: string; maxBytes?: number; calibrationFile?: string } = {},
): Promise<string> {
  const out = join(temporaryFolder(), 'converted');
  await convertModel({ modelFolder, out, id: 'tiny-bert', ...options });
  return out;
}

export function read(folder: string): Promise<ModelWeights> {
  return readModel(async (name) => Readable.toWeb(createReadStream(join(folder, name))) as ReadableStream<Uint8Array>);
}

/** The tiny BERT's tensors, each changed by `change`, which may also rename it or leave it out. */
export function changedTensors(change: (name: string, tensor: Tensor) => [string, Tensor][]): Record<string, Tensor> {
  return Object.fromEntries(Object.entries(tinyBertTensors).flatMap(([name, tensor]) => change(name, tensor)));
}
