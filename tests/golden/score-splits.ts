import { readFileSync } from 'node:fs';
import { readSafetensors } from '../../shared/tensors/safetensors.ts';

/** One score and its terms, by a plain BERT in float64: see README.md. */
export interface ScoreSplit {
  readonly name: string;
  readonly text: string;
  readonly layer: number;
  readonly head: number;
  readonly from: number;
  readonly to: number;
  readonly score: number;
  readonly above_row_mean: number;
  readonly sources: readonly string[];
  readonly terms: Float32Array;
  readonly centred: Float32Array;
}

export function scoreSplits(): ScoreSplit[] {
  const read = (file: string) => readFileSync(new URL(`interventions/${file}`, import.meta.url));
  const cases: Record<string, Omit<ScoreSplit, 'name' | 'terms' | 'centred'>> = JSON.parse(
    read('score-splits.json').toString(),
  );
  const { tensors } = readSafetensors(read('score-splits.safetensors'));
  const numbers = (name: string) => tensors[name].data as Float32Array;
  return Object.entries(cases).map(([name, each]) => ({
    ...each,
    name,
    terms: numbers(name),
    centred: numbers(`${name}.centred`),
  }));
}
