import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Engine } from '../../../../shared/engine/engine.ts';
import { sharedKernelFile } from '../../../../shared/engine/kernel-choice.ts';
import type { EngineText } from '../../../../shared/engine/pass.ts';
import { startThreadedKernels, type Threads } from '../../../../shared/engine/threads/threaded-kernels.ts';
import { nodeThreads } from '../../../../shared/model/node-threads.ts';
import { openFolder } from '../../../../shared/model/open-folder.ts';
import { type ModelId, modelFolder } from '../../model/served-models.ts';
import { compiled, kernelModule } from '../kernel-bench.ts';
import { seededRandom } from '../random.ts';
import { expectSameBits, runEngine } from '../run-engine.ts';

const shared = compiled(sharedKernelFile('kernels.wasm'));
const counts = [1, 2, 3];

function randomText(length: number): EngineText {
  const inputIds = seededRandom(length).integers(length, 1000, 30_000);
  return { inputIds, tokenTypeIds: new Uint8Array(length), logitPositions: [0] };
}

/** Some of every step's, and what all of them lead to. */
const names = ['query.0', 'attention_scores.1', 'attentions.5', 'mixing.2', 'token_mixing.3', 'last_hidden_state'];

/** MiniLM's weights are int8, most of BERT-base's int6: their linear maps are different kernels. */
describe.each<[id: ModelId, wanted: readonly string[]]>([
  ['all-MiniLM-L6-v2', names],
  ['bert-base-uncased', [...names, 'logits']],
])('a pass of %s', (id, wanted) => {
  let alone: Engine;
  let threaded: Engine[];
  beforeAll(async () => {
    const openFile = openFolder(modelFolder(id));
    alone = await Engine.load({ kernels: kernelModule, openFile });
    const load = (count: number) => Engine.load({ kernels: shared, threads: nodeThreads(count), openFile });
    threaded = await Promise.all(counts.map(load));
  });
  afterAll(() => {
    for (const engine of threaded) engine.end();
  });

  it.each([1, 12, 133])('gives the same bits of %i tokens by one thread, and by 1, 2 and 3 that share', (length) => {
    const texts = [randomText(length)];
    const expected = runEngine(alone, texts, wanted);
    for (const engine of threaded) expectSameBits(runEngine(engine, texts, wanted)[0]!, expected[0]!);
  });

  it('gives the same bits of several texts with int16 activations', () => {
    const texts = [5, 31].map(randomText);
    const expected = runEngine(alone, texts, wanted, { activations: 'int16' });
    for (const engine of threaded) {
      const found = runEngine(engine, texts, wanted, { activations: 'int16' });
      for (const text of texts.keys()) expectSameBits(found[text]!, expected[text]!);
    }
  });

  it('says how many threads there are', () => {
    expect([alone, ...threaded].map(({ threads }) => threads)).toEqual([1, ...counts]);
  });
});

describe('starting threads', () => {
  const memory = new WebAssembly.Memory({ initial: 8, maximum: 8, shared: true });

  it('fails with the error of the thread that cannot be started, and ends the others', async () => {
    const { start } = nodeThreads(2);
    let started = 0;
    const threads: Threads = {
      count: 3,
      start: async (work) => {
        if (++started === 2) throw new Error('no room for a thread');
        await start(work);
      },
    };
    await expect(startThreadedKernels(shared, memory, threads, 4096)).rejects.toThrow('no room for a thread');
  });

  it('fails on kernels that are not compiled for shared memory', async () => {
    const threads = nodeThreads(2);
    await expect(startThreadedKernels(kernelModule, memory, threads, 4096)).rejects.toThrow(WebAssembly.LinkError);
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses %f of them', (count) => {
    expect(() => nodeThreads(count)).toThrow(`threads: expected a whole number of at least one, found ${count}`);
  });

  it('says that a kernel trapped in a thread, and goes on saying so', async () => {
    const { kernels, end } = await startThreadedKernels(shared, memory, nodeThreads(2), 4096);
    const beyond = memory.buffer.byteLength - 64;
    expect(() => kernels.gelu(beyond, 1 << 20)).toThrow('a kernel failed in a thread; load the model again');
    expect(() => kernels.gelu(beyond, 1 << 20)).toThrow('load the model again');
    end();
  });
});
