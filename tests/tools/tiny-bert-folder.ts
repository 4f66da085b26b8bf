import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { readSafetensors, writeSafetensors } from '../../shared/tensors/safetensors.ts';
import type { Tensor } from '../../shared/tensors/tensor.ts';

/** The golden tiny BERT as a whole Hugging Face folder, with a tokenizer of 128 words. */
const golden = fileURLToPath(new URL('../golden/tiny-bert/', import.meta.url));
const tokenizer = fileURLToPath(new URL('tiny-tokenizer.json', import.meta.url));

const { tensors } = readSafetensors(readFileSync(join(golden, 'model.safetensors')));
export const tinyBertTensors: Readonly<Record<string, Tensor>> = tensors;

/** float32 data under the checkpoint's own name. */
export function tinyBertTensor(name: string): Float32Array {
  const tensor = tinyBertTensors[name];
  if (tensor?.dtype !== 'F32') throw new Error(`${name}: expected F32, found ${tensor?.dtype}`);
  return tensor.data;
}

/** An empty folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'convert-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** config.json, model.safetensors, tokenizer.json, tokenizer_config.json; `config` overrides fields. */
export function tinyBertFolder(config: Readonly<Record<string, unknown>> = {}): string {
  const folder = temporaryFolder();
  const fields = { ...JSON.parse(readFileSync(join(golden, 'config.json'), 'utf8')), ...config };
  writeFileSync(join(folder, 'config.json'), JSON.stringify(fields));
  cpSync(join(golden, 'model.safetensors'), join(folder, 'model.safetensors'));
  cpSync(tokenizer, join(folder, 'tokenizer.json'));
  writeFileSync(join(folder, 'tokenizer_config.json'), '{"do_lower_case":true,"tokenizer_class":"BertTokenizer"}');
  return folder;
}

/** The same with other tensors. */
export function tinyBertFolderOf(
  changed: Readonly<Record<string, Tensor>>,
  config?: Readonly<Record<string, unknown>>,
): string {
  const folder = tinyBertFolder(config);
  writeFileSync(join(folder, 'model.safetensors'), writeSafetensors(changed));
  return folder;
}
