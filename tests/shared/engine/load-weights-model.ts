import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { Engine, type EngineOptions } from '../../../shared/engine/engine.ts';
import type { Files } from './altered-files.ts';
import { type ConvertedModel, convertedTinyBert } from './converted-models.ts';
import { kernelModule } from './kernel-bench.ts';
import { expectSameBits, type Outputs, runEngine } from './run-engine.ts';
import { inPieces, type Serve } from './streams.ts';

export const text = { inputIds: [3, 1, 4, 1, 5], tokenTypeIds: [0, 0, 0, 1, 1], logitPositions: [2] };

export async function load(
  from: Files,
  serve: Serve = inPieces(1 << 16),
  more: Partial<EngineOptions> = {},
): Promise<Engine> {
  return Engine.load({
    kernels: kernelModule,
    openFile: async (name) => {
      if (!from[name]) throw new Error(`${name}: expected a file, found none`);
      return /json$/.test(name) ? inPieces(1 << 16)(from[name]) : serve(from[name]);
    },
    ...more,
  });
}

let model: ConvertedModel;
export let files: Files;

/** Names of the shards, in order. */
export let shards: string[];
export let intact: Outputs;

/** Converts a model into as many shards as possible before the tests of a file, and removes it after. */
export function useShards(): void {
  beforeAll(async () => {
    model = await convertedTinyBert(8304);
    files = Object.fromEntries(
      readdirSync(model.folder).map((name) => [name, new Uint8Array(readFileSync(join(model.folder, name)))]),
    );
    shards = Object.keys(files)
      .filter((name) => name.endsWith('.safetensors'))
      .sort();
    [intact] = runEngine(await load(files), [text]);
  });
  afterAll(() => model.remove());
}

/** Fails with this message, and afterwards the intact files load and give the same numbers. */
export async function expectRefused(attempt: Promise<unknown>, message: RegExp): Promise<void> {
  await expect(attempt).rejects.toThrow(message);
  expectSameBits(runEngine(await load(files), [text])[0], intact);
}
