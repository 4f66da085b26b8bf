import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BertTokenizer } from '@xenova/transformers';
import { expect, onTestFinished, test } from 'vitest';
import { mergeHeads } from '../../shared/bert/attention-output.ts';
import { bert } from '../../shared/bert/bert.ts';
import type { FloatTensor } from '../../shared/bert/float-tensor.ts';
import { type Calibration, calibrate } from '../../tools/convert/calibration.ts';
import { type ModelFolder, readModelFolder } from '../../tools/convert/model-folder.ts';
import { expectClose } from '../expect-close.ts';
import { tinyConfig, tinyWeights } from '../shared/bert/tiny-bert.ts';
import { momentOf } from './random.ts';
import { temporaryFolder, tinyBertFolder } from './tiny-bert-folder.ts';

const passages = ['the cat sat on the mat', 'the dog ran to the bank of the river', 'it was not my money'];

async function calibrated(): Promise<{ folder: ModelFolder; calibration: Calibration }> {
  const folder = readModelFolder(tinyBertFolder());
  const file = join(temporaryFolder(), 'passages.txt');
  writeFileSync(file, passages.join('\n'));
  const calibration = await calibrate(folder, file);
  onTestFinished(() => calibration.close());
  return { folder, calibration };
}

/** What the maps get, from whole passes over all passages. */
function referenceInputs({ files }: ModelFolder): [map: string, x: FloatTensor[]][] {
  const tokenizer = new BertTokenizer(JSON.parse(files['tokenizer.json']), JSON.parse(files['tokenizer_config.json']));
  const outputs = passages.map((text) => {
    const inputIds = tokenizer.encode(text);
    return bert(tinyConfig, tinyWeights, { inputIds, tokenTypeIds: inputIds.map(() => 0) });
  });
  return [
    ['encoder.layer.0.attention.self.query', outputs.map(({ hiddenStates }) => hiddenStates[0])],
    ['encoder.layer.0.attention.output.dense', outputs.map(({ layers }) => mergeHeads(layers[0].context))],
    ['encoder.layer.0.output.dense', outputs.map(({ layers }) => layers[0].intermediate)],
    ['encoder.layer.1.attention.self.value', outputs.map(({ hiddenStates }) => hiddenStates[1])],
    ['encoder.layer.1.intermediate.dense', outputs.map(({ layers }) => layers[1].attentionBlock)],
    ['cls.predictions.transform.dense', outputs.map(({ lastHiddenState }) => lastHiddenState)],
  ];
}

test('the mean squares are those of whole passes over all passages, within 1e-6 of the largest', async () => {
  const { folder, calibration } = await calibrated();
  for (const [map, inputs] of referenceInputs(folder)) {
    const size = inputs[0].shape[1];
    const moment = momentOf(
      inputs.flatMap(({ data }) => [...data]),
      size,
    );
    const squares = Array.from({ length: size }, (_, i) => moment[i * size + i]);
    const found = (await calibration.feedback(`${map}.weight`))?.importance ?? [];
    expectClose(found, squares, 1e-6 * Math.max(...squares), map);
  }
});

test('query, key and value share one feedback, tables and vectors have none', async () => {
  const { calibration } = await calibrated();
  const [query, key, value] = ['query', 'key', 'value'].map((map) =>
    calibration.feedback(`encoder.layer.0.attention.self.${map}.weight`),
  );
  expect(await key).toBe(await query);
  expect(await value).toBe(await query);
  expect(await calibration.feedback('embeddings.word_embeddings.weight')).toBeUndefined();
  expect(await calibration.feedback('encoder.layer.0.output.dense.bias')).toBeUndefined();
});

test('a map that is asked for too late is refused by name', async () => {
  const { calibration } = await calibrated();
  await calibration.feedback('encoder.layer.1.output.dense.weight');
  await expect(calibration.feedback('encoder.layer.0.output.dense.weight')).rejects.toThrow(
    'expected the order of the forward pass, found no encoder.layer.0.intermediate any more',
  );
});
