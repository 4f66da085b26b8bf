import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { float16Bits } from '../../shared/tensors/float16.ts';
import { changedTensors, converted, read } from './convert-tiny.ts';
import { tinyBertFolder, tinyBertFolderOf, tinyBertTensor, tinyBertTensors } from './tiny-bert-folder.ts';

describe('what a checkpoint may look like', () => {
  const sameAsOriginal = async (folder: string) => {
    const [found, original] = [await read(await converted(folder)), await read(await converted(tinyBertFolder()))];
    expect(found.names).toEqual(original.names);
    for (const name of original.names) expect(found.floatTensor(name), name).toEqual(original.floatTensor(name));
  };

  test('LayerNorms named gamma and beta, names without bert. and a tied decoder make no difference', async () => {
    const tensors = changedTensors((name, tensor) => [
      [
        name
          .replace(/^bert\./, '')
          .replace('Norm.weight', 'Norm.gamma')
          .replace('Norm.bias', 'Norm.beta'),
        tensor,
      ],
    ]);
    await sameAsOriginal(
      tinyBertFolderOf({
        ...tensors,
        'cls.predictions.decoder.weight': tinyBertTensors['bert.embeddings.word_embeddings.weight'],
        'cls.predictions.decoder.bias': tinyBertTensors['cls.predictions.bias'],
      }),
    );
  });

  test('a pooler comes in a shard of its own, and leaves the others as they are', async () => {
    const [weight, bias] = ['weight', 'bias'].map(
      (name) => tinyBertTensors[`bert.encoder.layer.0.output.dense.${name}`],
    );
    const square = tinyBertTensors['bert.encoder.layer.0.attention.self.query.weight'];
    expect(bias.shape).toEqual([square.shape[0]]);
    expect(weight.shape).not.toEqual(square.shape);
    const pooler = { 'bert.pooler.dense.weight': square, 'bert.pooler.dense.bias': bias };
    const [found, without] = [
      await read(await converted(tinyBertFolderOf({ ...tinyBertTensors, ...pooler }))),
      await read(await converted(tinyBertFolder())),
    ];
    expect(found.names.filter((name) => !without.names.includes(name))).toEqual([
      'pooler.dense.weight',
      'pooler.dense.bias',
    ]);
    for (const name of without.names) expect(found.floatTensor(name), name).toEqual(without.floatTensor(name));
  });

  test('a model without a masked-LM head is converted without one', async () => {
    const tensors = changedTensors((name, tensor) => (name.startsWith('cls.') ? [] : [[name, tensor]]));
    const model = await read(await converted(tinyBertFolderOf(tensors)));
    expect(model.names.filter((name) => name.startsWith('cls.'))).toEqual([]);
    expect(model.floatTensor('cls.predictions.bias')).toBeUndefined();
  });

  test('a float16 checkpoint is read to the bit', async () => {
    const bias = tinyBertTensor('bert.encoder.layer.0.output.dense.bias');
    const tensors = changedTensors((name, { shape, data }) => [
      [name, { dtype: 'F16', shape, data: Uint16Array.from(data, float16Bits) }],
    ]);
    const model = await read(await converted(tinyBertFolderOf(tensors)));
    const found = model.floatTensor('encoder.layer.0.output.dense.bias')!.data;
    expect(Array.from(found, float16Bits)).toEqual(Array.from(bias, float16Bits));
  });

  test('a bfloat16 checkpoint is read to the bit', async () => {
    const folder = tinyBertFolder();
    const upperHalves = changedTensors((name, { shape, data }) => {
      const bits = new Uint32Array(data.slice().buffer);
      return [[name, { dtype: 'F16', shape, data: Uint16Array.from(bits, (word) => word >>> 16) }]];
    });
    const other = readFileSync(join(tinyBertFolderOf(upperHalves), 'model.safetensors'));
    const headerBytes = Number(other.readBigUInt64LE(0));
    const header = other
      .subarray(8, 8 + headerBytes)
      .toString()
      .trimEnd()
      .replaceAll('"F16"', '"BF16"');
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(header.length));
    writeFileSync(
      join(folder, 'model.safetensors'),
      Buffer.concat([length, Buffer.from(header), other.subarray(8 + headerBytes)]),
    );
    const name = 'encoder.layer.0.output.dense.bias';
    const found = (await read(await converted(folder))).floatTensor(name)!.data;
    const expected = new Uint32Array(tinyBertTensor(`bert.${name}`).slice().buffer).map((word) => word & 0xffff0000);
    expect(found).toEqual(new Float32Array(expected.buffer));
  });
});
