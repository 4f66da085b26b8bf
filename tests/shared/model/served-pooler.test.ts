import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import type { Bert } from '../../../shared/model/bert.ts';
import { readSafetensors } from '../../../shared/tensors/safetensors.ts';
import { cosine } from './divergence.ts';
import { goldenCase, loadServed } from './served-models.ts';

const file = new URL('../../golden/pooler/pooler-output.safetensors', import.meta.url);
const golden = Object.entries(readSafetensors(readFileSync(file)).tensors);

let bert: Bert;
beforeAll(async () => {
  bert = await loadServed('bert-base-uncased');
});

it.each(golden)('pooler_output of "%s": cosine to fp32 at least .995', async (name, { data }) => {
  const { text, textPair } = goldenCase('bert-base-uncased', name);
  const { pooler_output: found } = await bert.trace(bert.tokenize(text, textPair), ['pooler_output']);
  expect(found!.shape).toEqual([768]);
  expect(cosine(found!.data as Float32Array, data as Float32Array)).toBeGreaterThanOrEqual(0.995);
});

it('streams it for several texts of a pass, the same to the bit as alone', async () => {
  const texts = ['The cat sat on the mat.', 'Why?', 'A dog ran after it, and barked at the cat.'];
  const ids = texts.map((text) => bert.tokenize(text).map(({ id }) => id));
  const streamed: Float32Array[] = [];
  for await (const vector of bert.streamPoolerOutput(ids)) streamed.push(vector.slice());
  const alone: Float32Array[] = [];
  for (const text of texts) {
    const { pooler_output: found } = await bert.trace(bert.tokenize(text), ['pooler_output']);
    alone.push(found!.data as Float32Array);
  }
  expect(streamed).toEqual(alone);
});
