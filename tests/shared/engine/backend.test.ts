import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { InferenceSession, Tensor } from '#ort';
import { createSession, engineOf, provideEngine } from '../../../shared/engine/backend.ts';
import { openFolder } from '../../../shared/model/open-folder.ts';
import type { OpenFile } from '../../../shared/weights/open-file.ts';
import { type ConvertedModel, convertedTinyBert } from './converted-models.ts';
import { kernelModule } from './kernel-bench.ts';

let model: ConvertedModel;
/** How often config.json was opened: once per load. */
let loads: number;
/** What stands in the way of loading, if anything. */
let obstacle: Error | null;

beforeAll(async () => {
  model = await convertedTinyBert();
});

afterAll(() => model.remove());

beforeEach(() => {
  [loads, obstacle] = [0, null];
  const fromFolder = openFolder(model.folder);
  const openFile: OpenFile = async (name) => {
    if (name === 'config.json') loads++;
    if (obstacle && name.endsWith('.safetensors')) throw obstacle;
    return fromFolder(name);
  };
  provideEngine('counted', { kernels: kernelModule, openFile, maskTokenId: 5 });
});

async function answer(session: InferenceSession): Promise<Tensor> {
  const feed = (values: bigint[]) => new Tensor('int64', BigInt64Array.from(values), [1, 3]);
  const feeds = {
    input_ids: feed([7n, 8n, 9n]),
    attention_mask: feed([1n, 1n, 1n]),
    token_type_ids: feed([0n, 0n, 0n]),
  };
  return (await session.run(feeds, ['last_hidden_state'])).last_hidden_state;
}

describe('loading', () => {
  it('waits for the first session', async () => {
    expect(loads).toBe(0);
    await createSession('counted');
    expect(loads).toBe(1);
  });

  it('happens once for everybody who asks at the same time, and later', async () => {
    const engines = await Promise.all([engineOf('counted'), engineOf('counted'), engineOf('counted')]);
    expect(new Set(engines).size).toBe(1);
    const sessions = await Promise.all([createSession('counted'), createSession('counted?outputs=last_hidden_state')]);
    expect((await answer(sessions[0])).data).toEqual((await answer(sessions[1])).data);
    expect(await engineOf('counted')).toBe(engines[0]);
    expect(loads).toBe(1);
  });

  it('that fails fails for all who wait, and is tried again by the next', async () => {
    obstacle = new Error('no way through');
    const attempts = await Promise.allSettled([createSession('counted'), engineOf('counted')]);
    expect(attempts.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(loads).toBe(1);
    await expect(createSession('counted')).rejects.toThrow('no way through');
    expect(loads).toBe(2);
    obstacle = null;
    expect((await answer(await createSession('counted'))).dims).toEqual([1, 3, 64]);
    expect(loads).toBe(3);
  });

  it('begins anew when a model is provided again', async () => {
    const before = await engineOf('counted');
    provideEngine('counted', { kernels: kernelModule, openFile: openFolder(model.folder), maskTokenId: 5 });
    expect(await engineOf('counted')).not.toBe(before);
  });
});

describe('releasing', () => {
  it('keeps the engine as long as one session is open', async () => {
    const [one, other] = [await createSession('counted'), await createSession('counted')];
    const engine = await engineOf('counted');
    await one.release();
    expect(await engineOf('counted')).toBe(engine);
    await other.release();
    expect(await engineOf('counted')).not.toBe(engine);
  });

  it('twice counts once', async () => {
    const [one, other] = [await createSession('counted'), await createSession('counted')];
    const engine = await engineOf('counted');
    await one.release();
    await one.release();
    expect(await engineOf('counted')).toBe(engine);
    expect((await answer(other)).dims).toEqual([1, 3, 64]);
  });

  it('does not wait for a session that could not be opened', async () => {
    const session = await createSession('counted');
    const engine = await engineOf('counted');
    await expect(createSession('counted?outputs=nonsense')).rejects.toThrow('found "nonsense"');
    await session.release();
    expect(await engineOf('counted')).not.toBe(engine);
  });
});

it('a session is never made from a buffer', async () => {
  const options = { executionProviders: ['bert-engine'] };
  await expect(InferenceSession.create(new Uint8Array(8), options)).rejects.toThrow(
    'expected the id of a provided model',
  );
});
