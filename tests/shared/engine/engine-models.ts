import { afterAll, beforeAll } from 'vitest';
import { Engine } from '../../../shared/engine/engine.ts';
import type { EngineText } from '../../../shared/engine/pass.ts';
import { openFolder } from '../../../shared/model/open-folder.ts';
import { type ConvertedModel, convertedRandomBert, convertedTinyBert } from './converted-models.ts';
import { kernelModule } from './kernel-bench.ts';
import { seededRandom } from './random.ts';
import type { HeadMask, Outputs } from './run-engine.ts';

export let tiny: ConvertedModel;
export let tinyEngine: Engine;
export let large: ConvertedModel;
export let largeEngine: Engine;
export let sixBit: ConvertedModel;
export let sixBitEngine: Engine;

/** Converts and loads three models before the tests of a file, and removes them after. */
export function useEngines(): void {
  beforeAll(async () => {
    [tiny, large] = [
      await convertedTinyBert(undefined, 'all-MiniLM-L6-v2'),
      await convertedRandomBert('all-MiniLM-L6-v2'),
    ];
    sixBit = await convertedRandomBert('bert-base-uncased');
    [tinyEngine, largeEngine, sixBitEngine] = [await load(tiny), await load(large), await load(sixBit)];
  });
  afterAll(() => {
    for (const model of [tiny, large, sixBit]) model.remove();
  });
}

export async function load({ folder }: ConvertedModel): Promise<Engine> {
  return Engine.load({ kernels: kernelModule, openFile: openFolder(folder) });
}

export function randomText({ config }: Engine, length: number, seed = length): EngineText {
  const random = seededRandom(seed);
  return {
    inputIds: random.integers(length, 0, config.vocabSize - 1),
    tokenTypeIds: random.integers(length, 0, config.typeVocabSize - 1),
    logitPositions: [...Array(length).keys()],
  };
}

export function randomHeadMask({ config }: Engine, seed: number): HeadMask {
  const random = seededRandom(seed);
  const weights = () =>
    Array.from({ length: config.numAttentionHeads }, () => [0, 1, random.uniform()][random.integer(0, 2)]);
  return Array.from({ length: config.numHiddenLayers }, weights);
}

export function only(outputs: Outputs, names: readonly string[]): Outputs {
  return Object.fromEntries(names.map((name) => [name, outputs[name]]));
}
