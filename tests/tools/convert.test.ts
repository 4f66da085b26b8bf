import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Tensor } from '../../shared/tensors/tensor.ts';
import { temporaryFolder, tinyBertFolder, tinyBertFolderOf, tinyBertTensors } from './tiny-bert-folder.ts';

const tool = fileURLToPath(new URL('../../tools/convert/main.ts', import.meta.url));

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool, ...args], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  return { status, stdout, stderr };
}

function withTensors(changes: Readonly<Record<string, Tensor | undefined>>): string {
  const changed = Object.entries({ ...tinyBertTensors, ...changes }).flatMap(([name, tensor]) =>
    tensor ? [[name, tensor] as const] : [],
  );
  return tinyBertFolderOf(Object.fromEntries(changed));
}

function withFile(name: string, content: string): string {
  const folder = tinyBertFolder();
  writeFileSync(join(folder, name), content);
  return folder;
}

test('a folder is converted under its id, and the sizes are reported', () => {
  const work = temporaryFolder();
  const { status, stdout, stderr } = run(tinyBertFolder(), '--id', 'tiny', '--out', join(work, 'tiny'));
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/tiny: 83904 parameters, 0\.1 MiB/);
  expect(readdirSync(work)).toEqual(['tiny']);
  expect(readdirSync(join(work, 'tiny'))).toEqual([
    'config.json',
    'model-00001-of-00001.safetensors',
    'model.safetensors.index.json',
    'tokenizer.json',
    'tokenizer_config.json',
  ]);
});

describe('bad input gets one line that says what was expected and found, exit code 1 and no folder', () => {
  const query = 'bert.encoder.layer.1.attention.self.query.weight';
  const word = tinyBertTensors['bert.embeddings.word_embeddings.weight'] as Tensor & { dtype: 'F32' };
  const cases: [what: string, folder: () => string, message: string][] = [
    [
      'no such folder',
      () => join(temporaryFolder(), 'none'),
      'expected the folder of a Hugging Face BERT, found nothing',
    ],
    ['another architecture', () => tinyBertFolder({ model_type: 'gpt2' }), 'expected model_type "bert", found "gpt2"'],
    ['a config that is no JSON', () => withFile('config.json', 'hello'), 'config.json: expected JSON, found "hello"'],
    [
      'a tokenizer of another kind',
      () => withFile('tokenizer.json', '{"model":{"type":"BPE","vocab":{}}}'),
      'expected model.type "WordPiece" with a vocab, found "BPE"',
    ],
    [
      'too many words',
      () => tinyBertFolder({ vocab_size: 100 }),
      'expected at most vocab_size 100 words, as config.json has it, found 128',
    ],
    [
      'odd heads',
      () => tinyBertFolder({ num_attention_heads: 32 }),
      'expected hidden_size / num_attention_heads to be a multiple of 8 (attention reads 8 numbers at a time), found 2',
    ],
    [
      'an odd hidden size',
      () => tinyBertFolder({ hidden_size: 96 }),
      'expected hidden_size to be a multiple of 64 (weights are quantized in groups of 64 inputs), found 96',
    ],
    [
      'an odd intermediate size',
      () => tinyBertFolder({ intermediate_size: 100 }),
      'expected intermediate_size to be a multiple of 64',
    ],
    [
      'a missing tensor',
      () => withTensors({ [query]: undefined }),
      'expected a tensor encoder.layer.1.attention.self.query.weight, found none',
    ],
    [
      'half a head',
      () => withTensors({ 'cls.predictions.transform.dense.bias': undefined }),
      'expected a tensor cls.predictions.transform.dense.bias, found none',
    ],
    [
      'a wrong shape',
      () => tinyBertFolder({ max_position_embeddings: 32 }),
      'embeddings.position_embeddings.weight of shape [32,64], as config.json has it, found [64,64]',
    ],
    [
      'an unknown dtype',
      () => withTensors({ [query]: { dtype: 'I32', shape: [64, 64], data: new Int32Array(4096) } }),
      'of dtype F32, F16 or BF16, found the unknown dtype I32',
    ],
    [
      'an untied decoder',
      () =>
        withTensors({
          'cls.predictions.decoder.weight': { ...word, data: word.data.map((w, k) => (k === 70 ? w + 1 : w)) },
        }),
      'expected cls.predictions.decoder.weight to equal embeddings.word_embeddings.weight (the decoder is tied), found a difference at number 70',
    ],
    [
      'a weight that is no number',
      () => withTensors({ [query]: { dtype: 'F32', shape: [64, 64], data: new Float32Array(4096).fill(Number.NaN) } }),
      'encoder.layer.1.attention.self.query.weight: weights: expected finite numbers, found NaN',
    ],
    [
      'a file that is no safetensors',
      () => withFile('model.safetensors', 'version https://example.org/spec'),
      'not a safetensors file',
    ],
    [
      'an empty file',
      () => withFile('model.safetensors', ''),
      'not a safetensors file: expected at least 8 bytes, found 0',
    ],
  ];

  test.each(cases)('%s', (_, folder, message) => {
    const work = temporaryFolder();
    const { status, stderr } = run(folder(), '--id', 'tiny', '--out', join(work, 'tiny'));
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^convert: [^\n]+\n$/);
    expect(status).toBe(1);
    expect(readdirSync(work)).toEqual([]);
  });

  test('a file cut short', () => {
    const folder = tinyBertFolder();
    const path = join(folder, 'model.safetensors');
    const { length } = readFileSync(path);
    truncateSync(path, length - 1);
    const { status, stderr } = run(folder, '--out', join(temporaryFolder(), 'tiny'));
    expect(stderr).toContain(`expected ${length} bytes, found ${length - 1}: the file is cut short`);
    expect(status).toBe(1);
  });

  test('a missing file', () => {
    const folder = tinyBertFolder();
    rmSync(join(folder, 'tokenizer.json'));
    expect(run(folder).stderr).toContain(
      'expected a file tokenizer.json, found config.json, model.safetensors, tokenizer_config.json',
    );
  });

  test.each([
    [[], 'expected one model folder, found 0: node tools/convert/main.ts MODEL_DIR'],
    [['a', '--id', '../b'], 'expected an id of letters, digits, _ . -, found "../b"'],
    [['a', '--bits', '4'], "Unknown option '--bits'"],
  ])('the arguments %j', (args, message) => {
    const { status, stderr } = run(...args);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^convert: [^\n]+\n$/);
    expect(status).toBe(1);
  });
});
