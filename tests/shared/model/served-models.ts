import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Bert } from '../../../shared/model/bert.ts';
import { loadBert } from '../../../shared/model/load-bert.ts';
import { openFolder } from '../../../shared/model/open-folder.ts';
import { readSafetensors } from '../../../shared/tensors/safetensors.ts';
import { kernelModule } from '../engine/kernel-bench.ts';

export type ModelId = 'bert-base-uncased' | 'all-MiniLM-L6-v2';

/** The converted weights that the site serves. */
export function modelFolder(id: ModelId): string {
  return fileURLToPath(new URL(`../../../site/public/models/${id}`, import.meta.url));
}

export async function loadServed(id: ModelId): Promise<Bert> {
  return loadBert({ id, kernels: kernelModule, openFile: openFolder(modelFolder(id)) });
}

interface GoldenCase {
  readonly name: string;
  readonly text: string | readonly [string, string];
}

const cases: GoldenCase[] = JSON.parse(readFileSync(new URL('../../golden/cases.json', import.meta.url), 'utf8'));

/** One text and what fp32 PyTorch makes of it. */
export interface Golden {
  readonly text: string;
  readonly textPair: string | undefined;
  readonly inputIds: readonly number[];
  /** [layers, 12, n, n] */
  readonly attentions: Float32Array;
  /** [n, hiddenSize] */
  readonly lastHiddenState: Float32Array;
  /** Of all-MiniLM-L6-v2. */
  readonly sentenceEmbedding: Float32Array | undefined;
}

export function goldenCase(id: ModelId, name: string): Golden {
  const { text } = cases.find((candidate) => candidate.name === name)!;
  const { tensors } = readSafetensors(readFileSync(new URL(`../../golden/${id}/${name}.safetensors`, import.meta.url)));
  return {
    text: [text].flat()[0],
    textPair: [text].flat()[1],
    inputIds: [...tensors.input_ids.data],
    attentions: tensors.attentions.data as Float32Array,
    lastHiddenState: tensors.last_hidden_state.data as Float32Array,
    sentenceEmbedding: tensors.sentence_embedding?.data as Float32Array | undefined,
  };
}
