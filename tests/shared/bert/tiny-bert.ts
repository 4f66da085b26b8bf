import { readFileSync } from 'node:fs';
import { parseBertConfig } from '../../../shared/bert/config.ts';
import type { FloatTensor } from '../../../shared/bert/float-tensor.ts';
import { bertWeights } from '../../../shared/bert/weights.ts';
import { readSafetensors } from '../../../shared/tensors/safetensors.ts';
import type { Tensor } from '../../../shared/tensors/tensor.ts';

/** The random little BERT of tests/golden/README.md and its three inputs. */
const folder = new URL('../../golden/tiny-bert/', import.meta.url);

export const goldenCases = ['single', 'pair', 'one'] as const;
export type GoldenCase = (typeof goldenCases)[number];

export const tinyConfig = parseBertConfig(JSON.parse(readFileSync(new URL('config.json', folder), 'utf8')));

const stored = readSafetensors(readFileSync(new URL('model.safetensors', folder))).tensors;

/** By canonical name; the file has the prefix `bert.` on all but the masked-LM head. */
export function tinyTensor(name: string): FloatTensor | undefined {
  const tensor = stored[`bert.${name}`] ?? stored[name];
  return tensor && float(name, tensor);
}

export const tinyWeights = bertWeights(tinyConfig, tinyTensor);

/** One input, and every reference tensor of it by its trace name. */
export function golden(name: GoldenCase): {
  input: { inputIds: number[]; tokenTypeIds: number[] };
  tensors: Record<string, FloatTensor>;
} {
  const { tensors } = readSafetensors(readFileSync(new URL(`${name}.safetensors`, folder)));
  const { input_ids, token_type_ids, ...rest } = tensors;
  return {
    input: { inputIds: [...input_ids.data], tokenTypeIds: [...token_type_ids.data] },
    tensors: Object.fromEntries(Object.entries(rest).map(([name, tensor]) => [name, float(name, tensor)])),
  };
}

function float(name: string, { dtype, shape, data }: Tensor): FloatTensor {
  if (dtype !== 'F32') throw new Error(`${name}: expected F32, found ${dtype}`);
  return { shape, data };
}

/** A tensor of float32 numbers in [-1, 1) that look random and are the same every time. */
export function scattered(...shape: readonly number[]): FloatTensor {
  const length = shape.reduce((product, size) => product * size, 1);
  return { shape, data: Float32Array.from({ length }, (_, i) => 2 * (((i + 1) * Math.SQRT2) % 1) - 1) };
}

/** What float32 PyTorch may be off by: its tensors here hold numbers up to 36, and it rounds every sum. */
export function goldenTolerance({ data }: FloatTensor): number {
  return 1e-5 * data.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
}
