import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Engine } from '../../../shared/engine/engine.ts';
import { openFolder } from '../../../shared/model/open-folder.ts';
import { readModel } from '../../../shared/weights/read-model.ts';
import { type ConvertedModel, convertedRandomBert } from './converted-models.ts';
import { kernelModule } from './kernel-bench.ts';

let model: ConvertedModel;
let engine: Engine;
let stored: Awaited<ReturnType<typeof readModel>>['floatTensor'];

beforeAll(async () => {
  model = await convertedRandomBert('bert-base-uncased');
  const openFile = openFolder(model.folder);
  engine = await Engine.load({ kernels: kernelModule, openFile });
  stored = (await readModel(openFile)).floatTensor;
});
afterAll(() => model.remove());

describe('readWeight', () => {
  it('gives every tensor of the files, of every format, to the bit', () => {
    const names = Object.keys(engine.index.tensors);
    expect(new Set(names.map((name) => engine.index.tensors[name].format)).size).toBe(4);
    for (const name of names) {
      const { shape, data } = stored(name)!;
      expect(engine.readWeight(name), name).toEqual({ shape, data });
    }
  });

  it('gives some rows of a matrix that is stored in parts, into room that is there', () => {
    const name = 'encoder.layer.1.output.dense.weight';
    expect(engine.index.tensors[name].parts).toBeGreaterThan(1);
    const { shape, data } = stored(name)!;
    const [first, count] = [shape[0] - 70, 67];
    const room = new Float32Array(shape[0] * shape[1]);
    const found = engine.readWeight(name, { first, count }, room);
    expect(found.shape).toEqual([count, shape[1]]);
    expect(found.data).toEqual(data.subarray(first * shape[1], (first + count) * shape[1]));
    expect(found.data.buffer).toBe(room.buffer);
  });

  it('refuses a name that no weight has, and rows beyond the last', () => {
    expect(() => engine.readWeight('query.3')).toThrow('expected the name of a weight, found "query.3"');
    const name = 'encoder.layer.0.output.dense.bias';
    expect(() => engine.readWeight(name, { first: 127, count: 2 })).toThrow(
      'expected rows from 0 to 127, found 127 to 128',
    );
  });
});
