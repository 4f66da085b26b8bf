import { afterAll, beforeAll } from 'vitest';
import type { InferenceSession } from '#ort';
import { createSession, engineOf, provideEngine } from '../../../shared/engine/backend.ts';
import type { Engine } from '../../../shared/engine/engine.ts';
import { openFolder } from '../../../shared/model/open-folder.ts';
import { type ConvertedModel, convertedTinyBert } from './converted-models.ts';
import { kernelModule } from './kernel-bench.ts';
import { seededRandom } from './random.ts';

export const maskTokenId = 5;

export let model: ConvertedModel;
export let engine: Engine;
export let session: InferenceSession;

/** Provides `tiny` before the tests of a file, and removes it after. */
export function useSession(): void {
  beforeAll(async () => {
    model = await convertedTinyBert();
    provideEngine('tiny', { kernels: kernelModule, openFile: openFolder(model.folder), maskTokenId });
    session = await createSession('tiny');
    engine = await engineOf('tiny');
  });
  afterAll(() => model.remove());
}

/** Ids of a text, none of them padding or `[MASK]`. */
export function randomIds(length: number, seed: number): number[] {
  return seededRandom(seed).integers(length, 10, 127);
}
