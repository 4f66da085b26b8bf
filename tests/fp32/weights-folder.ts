import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { type BertConfig, parseBertConfig } from '../../shared/bert/config.ts';
import type { FloatTensor } from '../../shared/bert/float-tensor.ts';
import { type BertWeights, bertWeights } from '../../shared/bert/weights.ts';
import { type HeaderEntry, headerLength, parseHeader } from '../../shared/tensors/safetensors.ts';

/** A Hugging Face model folder with fp32 `model.safetensors`, `config.json` and `vocab.txt`. */
export function readWeightsFolder(folder: string): { config: BertConfig; weights: BertWeights; vocabulary: string[] } {
  const config = parseBertConfig(JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')));
  const file = openSync(join(folder, 'model.safetensors'), 'r');
  try {
    const weights = bertWeights(config, tensorsOf(file));
    const vocabulary = readFileSync(join(folder, 'vocab.txt'), 'utf8').trimEnd().split('\n');
    return { config, weights, vocabulary };
  } finally {
    closeSync(file);
  }
}

/** Reads tensor by tensor, so that the 440 MB of BERT-base are in memory once. */
function tensorsOf(file: number): (name: string) => FloatTensor | undefined {
  const length = headerLength(readBytes(file, 0, 8));
  const { tensors } = parseHeader(readBytes(file, 8, length));
  return (name) => {
    const entry: HeaderEntry | undefined = tensors[`bert.${name}`] ?? tensors[name];
    if (entry === undefined) return undefined;
    if (entry.dtype !== 'F32') throw new Error(`${name}: expected dtype F32, found ${entry.dtype}`);
    const [from, to] = entry.data_offsets;
    return { shape: entry.shape, data: new Float32Array(readBytes(file, 8 + length + from, to - from).buffer) };
  };
}

function readBytes(file: number, position: number, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  const read = readSync(file, bytes, 0, length, position);
  if (read !== length) throw new Error(`model.safetensors: expected ${length} bytes at ${position}, found ${read}`);
  return bytes;
}
