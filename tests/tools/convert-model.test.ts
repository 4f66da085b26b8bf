import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { crc32c, crc32cHex } from '../../shared/tensors/crc32c.ts';
import { float16Bits } from '../../shared/tensors/float16.ts';
import { readSafetensors } from '../../shared/tensors/safetensors.ts';
import type { Tensor } from '../../shared/tensors/tensor.ts';
import { parseShardIndex } from '../../shared/weights/shard-index.ts';
import { convertModel } from '../../tools/convert/convert-model.ts';
import { changedTensors, converted, read } from './convert-tiny.ts';
import {
  temporaryFolder,
  tinyBertFolder,
  tinyBertFolderOf,
  tinyBertTensor,
  tinyBertTensors,
} from './tiny-bert-folder.ts';

const indexFile = 'model.safetensors.index.json';

function worstOfGroups(found: Float32Array, expected: Float32Array): number {
  let worst = 0;
  for (let k = 0; k < expected.length; k++) {
    const group = expected.subarray(k - (k % 64), k - (k % 64) + 64);
    worst = Math.max(worst, Math.abs(found[k] - expected[k]) / Math.max(...group.map(Math.abs)));
  }
  return worst;
}

describe('a converted tiny BERT', () => {
  test('holds int8 weights within 1/100 and int6 within 1/8 of the largest of their group of 64', async () => {
    const model = await read(await converted(tinyBertFolder()));
    const bounds = { int8: 0.01, int6: 0.125 } as const;
    const compared = model.names.filter((name) => {
      const { format } = model.index.tensors[name];
      if (format !== 'int8' && format !== 'int6') return false;
      const original = tinyBertTensor(name.startsWith('cls.') ? name : `bert.${name}`);
      expect(worstOfGroups(model.floatTensor(name)!.data, original), name).toBeLessThan(bounds[format]);
      return true;
    });
    expect(compared).toHaveLength(2 * 6 + 2);
  });

  test('holds biases and LayerNorms exactly, positions and token types to the nearest float16', async () => {
    const model = await read(await converted(tinyBertFolder()));
    for (const name of ['encoder.layer.1.output.dense.bias', 'embeddings.LayerNorm.weight']) {
      expect(model.floatTensor(name)!.data).toEqual(tinyBertTensor(`bert.${name}`));
    }
    for (const name of ['embeddings.position_embeddings.weight', 'embeddings.token_type_embeddings.weight']) {
      expect(Array.from(model.floatTensor(name)!.data, float16Bits)).toEqual(
        Array.from(tinyBertTensor(`bert.${name}`), float16Bits),
      );
    }
  });

  test('has the tensors in the order of the forward pass, each scale right after its matrix', async () => {
    const folder = await converted(tinyBertFolder());
    const index = parseShardIndex(readFileSync(join(folder, indexFile), 'utf8'));
    const stored = Object.keys(index.weight_map);
    expect(stored.slice(0, 3)).toEqual([
      'embeddings.word_embeddings.weight',
      'embeddings.word_embeddings.weight.scale',
      'embeddings.position_embeddings.weight',
    ]);
    expect(stored.slice(-2)).toEqual(['cls.predictions.transform.LayerNorm.bias', 'cls.predictions.bias']);
    expect(stored.indexOf('encoder.layer.0.output.LayerNorm.bias') + 1).toBe(
      stored.indexOf('encoder.layer.1.attention.self.query.weight'),
    );
  });

  test('starts every tensor at a multiple of 16 bytes from the start of its data', async () => {
    const folder = await converted(tinyBertFolder());
    const shard = readFileSync(join(folder, 'model-00001-of-00001.safetensors'));
    const header = JSON.parse(shard.subarray(8, 8 + Number(shard.readBigUInt64LE(0))).toString());
    const starts = Object.values(header as Record<string, { data_offsets: number[] }>).map((t) => t.data_offsets[0]);
    expect(starts.length).toBeGreaterThan(40);
    expect(starts.filter((start) => start % 16 !== 0)).toEqual([]);
  });

  test('names true sizes, sha256 and CRC32C of its shards, the bytes of its tensors and its parameters', async () => {
    const folder = await converted(tinyBertFolder(), { maxBytes: 20_000 });
    const { shards, metadata } = parseShardIndex(readFileSync(join(folder, indexFile), 'utf8'));
    let dataBytes = 0;
    for (const [name, entry] of Object.entries(shards)) {
      const file = readFileSync(join(folder, name));
      const sha256 = createHash('sha256').update(file).digest('hex');
      expect(entry, name).toEqual({ bytes: file.length, sha256, crc32c: crc32cHex(crc32c(file)) });
      for (const { data } of Object.values(readSafetensors(file).tensors)) dataBytes += data.byteLength;
    }
    const parameters = Object.values(tinyBertTensors).reduce((count, { data }) => count + data.length, 0);
    expect(metadata).toEqual({
      total_size: dataBytes,
      format_version: 2,
      activation_bits: 16,
      parameters,
      calibration: false,
    });
  });

  test('keeps every shard within the limit and cuts a larger tensor between tiles', async () => {
    // Sixteen positions only: float tables are never cut.
    const name = 'bert.embeddings.position_embeddings.weight';
    const positions: Tensor = { dtype: 'F32', shape: [16, 64], data: tinyBertTensor(name).slice(0, 16 * 64) };
    const source = tinyBertFolderOf({ ...tinyBertTensors, [name]: positions }, { max_position_embeddings: 16 });
    const whole = await read(await converted(source));
    const cut = await read(await converted(source, { maxBytes: 4096 }));
    for (const { bytes } of Object.values(cut.index.shards)) expect(bytes).toBeLessThanOrEqual(4096);
    expect(cut.index.tensors['embeddings.word_embeddings.weight'].parts).toBe(2);
    for (const name of whole.names) expect(cut.floatTensor(name), name).toEqual(whole.floatTensor(name));
  });

  test('with a float table larger than a shard is refused', async () => {
    await expect(converted(tinyBertFolder(), { maxBytes: 4096 })).rejects.toThrow(
      'embeddings.position_embeddings.weight: expected at most 4096 bytes, found 8192',
    );
  });

  test('is the same bytes every time', async () => {
    const [one, other] = [await converted(tinyBertFolder()), await converted(tinyBertFolder())];
    expect(readdirSync(one)).toEqual(readdirSync(other));
    for (const name of readdirSync(one)) {
      expect(readFileSync(join(one, name)).equals(readFileSync(join(other, name))), name).toBe(true);
    }
  });

  test('keeps config.json as it was, and tokenizer.json without spaces, truncation and padding', async () => {
    const source = tinyBertFolder({ architectures: ['BertForMaskedLM'], hidden_dropout_prob: 0.1 });
    const folder = await converted(source);
    expect(readFileSync(join(folder, 'config.json'))).toEqual(readFileSync(join(source, 'config.json')));
    const text = readFileSync(join(folder, 'tokenizer.json'), 'utf8');
    const original = JSON.parse(readFileSync(join(source, 'tokenizer.json'), 'utf8'));
    expect(original.truncation).not.toBeNull();
    expect(JSON.parse(text)).toEqual({ ...original, truncation: null, padding: null });
    expect(text).not.toMatch(/\n|": /);
  });

  test('replaces an earlier conversion, and nothing else', async () => {
    const out = await converted(tinyBertFolder(), { maxBytes: 20_000 });
    const options = { modelFolder: tinyBertFolder(), out, id: 'tiny-bert' };
    await convertModel(options);
    expect(readdirSync(out).filter((name) => name.startsWith('model-'))).toEqual(['model-00001-of-00001.safetensors']);
    const precious = temporaryFolder();
    writeFileSync(join(precious, 'thesis.txt'), 'years of work');
    await expect(convertModel({ ...options, out: precious })).rejects.toThrow('a new folder or an earlier conversion');
    expect(readdirSync(precious)).toEqual(['thesis.txt']);
  });
});

test('an altered shard is refused with both checksums', async () => {
  const folder = await converted(tinyBertFolder());
  const path = join(folder, 'model-00001-of-00001.safetensors');
  const shard = readFileSync(path);
  shard[shard.length - 100] ^= 1;
  writeFileSync(path, shard);
  await expect(read(folder)).rejects.toThrow(
    /-00001\.safetensors: expected \d+ bytes with CRC32C \w{8}, found \d+ with/,
  );
});

describe('with calibration', () => {
  const passages = 'the cat sat on the mat\n\nthe dog ran to the bank of the river\nit was not my money\n';
  const fileOf = (text: string) => {
    const path = join(temporaryFolder(), 'passages.txt');
    writeFileSync(path, text);
    return path;
  };

  test('the index names the passages by their sha256, and only linear maps differ from plain rounding', async () => {
    const calibrationFile = fileOf(passages);
    const plain = await read(await converted(tinyBertFolder()));
    const model = await read(await converted(tinyBertFolder(), { calibrationFile }));
    const calibration_sha256 = createHash('sha256').update(passages).digest('hex');
    expect(model.index.metadata).toMatchObject({ calibration: true, calibration_sha256 });
    const [linear, words] = ['encoder.layer.1.output.dense.weight', 'embeddings.word_embeddings.weight'];
    expect(model.floatTensor(linear)).not.toEqual(plain.floatTensor(linear));
    expect(model.floatTensor(words)).toEqual(plain.floatTensor(words));
  });

  test('is the same bytes every time, and says which layer the passages have come to', async () => {
    const work = temporaryFolder();
    const options = { modelFolder: tinyBertFolder(), id: 'tiny', calibrationFile: fileOf(passages) };
    const progress: string[] = [];
    const convert = async (name: string) => {
      const out = join(work, name);
      await convertModel({ ...options, out, onProgress: (line) => progress.push(line) });
      return readFileSync(join(out, indexFile), 'utf8');
    };
    expect(await convert('one')).toBe(await convert('other'));
    expect(progress).toContain('calibration: layer 2 of 2');
  });

  test('a model without a head and a single passage are enough', async () => {
    const tensors = changedTensors((name, tensor) => (name.startsWith('cls.') ? [] : [[name, tensor]]));
    const model = await read(await converted(tinyBertFolderOf(tensors), { calibrationFile: fileOf('the cat') }));
    expect(model.index.metadata.calibration).toBe(true);
  });

  test.each([
    ['', 'expected one passage a line, found no text'],
    [`the cat\n${'the cat '.repeat(40)}`, 'expected at most 64 tokens a line, found 82 in line 2'],
  ])('passages that cannot be used are refused, and no folder is left', async (text, message) => {
    const out = join(temporaryFolder(), 'converted');
    const options = { modelFolder: tinyBertFolder(), out, id: 'tiny', calibrationFile: fileOf(text) };
    await expect(convertModel(options)).rejects.toThrow(message);
    expect(existsSync(out)).toBe(false);
  });
});
