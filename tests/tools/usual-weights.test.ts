import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isFindable, offsetCount } from '../../shared/analysis/usual-weight.ts';
import committed from '../../site/content/usual-weights.json' with { type: 'json' };
import { conlluTexts } from '../../tools/usual-weights/conllu-texts.ts';
import { measureUsualWeights } from '../../tools/usual-weights/measure-usual-weights.ts';
import { loadServed, modelFolder } from '../shared/model/served-models.ts';

it('the table was measured on the weights that are served', () => {
  const index = readFileSync(`${modelFolder('bert-base-uncased')}/model.safetensors.index.json`);
  expect(committed.weights).toBe(createHash('sha256').update(index).digest('hex'));
});

it('the table has a number for each head at each offset, and names its source', () => {
  expect(committed.usual).toHaveLength(144 * offsetCount);
  expect(committed.usual.every((weight) => weight > 0 && weight <= 1)).toBe(true);
  expect(committed.pairs).toHaveLength(offsetCount);
  expect(committed.source).toMatchObject({ corpus: 'UD_English-PUD', license: 'CC BY-SA 3.0' });
});

it('the table knows the heads that look one token back and one ahead', () => {
  const row = (layer: number, head: number) =>
    committed.usual.slice((layer * 12 + head) * offsetCount).slice(0, offsetCount);
  expect(row(3, 5)[9]).toBe(Math.max(...row(3, 5)));
  expect(row(3, 5)[9]).toBeGreaterThan(0.7);
  expect(row(2, 0)[11]).toBeGreaterThan(0.99);
  expect(row(2, 0)[9]).toBeLessThan(0.001);
});

it('is measured as the mean of the weights of a head at an offset', async () => {
  const bert = await loadServed('bert-base-uncased');
  const texts = ['The cat sat, tired.', 'It rains.'];
  const { pairs, usual } = await measureUsualWeights(bert, texts);
  const weights: number[] = [];
  for (const text of texts) {
    const tokens = bert.tokenize(text);
    const { data } = (await bert.trace(tokens, ['attentions.8']))['attentions.8']!;
    for (let from = 2; from < tokens.length; from++) {
      if (![from, from - 1].every((index) => isFindable(tokens[index]!))) continue;
      weights.push(data[(10 * tokens.length + from) * tokens.length + from - 1] as number);
    }
  }
  expect(pairs[9]).toBe(weights.length);
  expect(weights).toHaveLength(3);
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  expect(usual[(8 * 12 + 10) * offsetCount + 9]).toBe(Number(mean.toPrecision(3)));
});

it('reads the sentences of a CoNLL-U file, in its order', () => {
  const file =
    '# newdoc id = n1\n# sent_id = 1\n# text = “Is it,” she asked.\n1\t“\t"\tPUNCT\n\n# text = Yes = no.\r\n1\tYes\n';
  expect(conlluTexts(file)).toEqual(['“Is it,” she asked.', 'Yes = no.']);
  expect(() => conlluTexts('1\tYes\n')).toThrow('# text = ...');
});
