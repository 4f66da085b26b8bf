import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readSafetensors } from '../../shared/tensors/safetensors.ts';
import { meanSquares } from '../../tools/convert/calibration.ts';
import { addChannelSums, type ChannelSums } from '../../tools/convert/channel-statistics.ts';
import { tinyConfig, tinyWeights } from '../bert/tiny-bert.ts';
import { expectClose } from '../expect-close.ts';

const { tensors } = readSafetensors(readFileSync(new URL('../golden/tiny-bert/single.safetensors', import.meta.url)));
const inputIds = [...tensors.input_ids.data];

function sumsOf(...texts: number[][]): ChannelSums {
  const sums: ChannelSums = {};
  for (const text of texts) addChannelSums(sums, tinyConfig, tinyWeights, text);
  return sums;
}

/** sum_t x[t, i]^2 of the golden tensor [seqLen, inputs]. */
function goldenSums(name: string): Float64Array {
  const { shape, data } = tensors[name];
  const sums = new Float64Array(shape[1]);
  for (let k = 0; k < data.length; k++) sums[k % sums.length] += data[k] ** 2;
  return sums;
}

test.each([
  ['encoder.layer.0.attention.self.query.weight', 'hidden_states.0'],
  ['encoder.layer.1.attention.self.key.weight', 'hidden_states.1'],
  ['encoder.layer.1.attention.self.value.weight', 'hidden_states.1'],
  ['encoder.layer.0.intermediate.dense.weight', 'attention_block.0'],
  ['encoder.layer.1.output.dense.weight', 'intermediate.1'],
  ['cls.predictions.transform.dense.weight', 'hidden_states.2'],
])('the channels of %s are those of the reference %s, within 1e-3', (linear, golden) => {
  expectClose(sumsOf(inputIds)[linear], goldenSums(golden), 1e-3, linear);
});

test('the channels of the output map are the heads side by side, within 1e-3', () => {
  const { shape, data } = tensors['context.1'];
  const [heads, seqLen, headSize] = shape;
  const expected = new Float64Array(heads * headSize);
  for (let k = 0; k < data.length; k++) {
    const head = Math.floor(k / (seqLen * headSize));
    expected[head * headSize + (k % headSize)] += data[k] ** 2;
  }
  expectClose(sumsOf(inputIds)['encoder.layer.1.attention.output.dense.weight'], expected, 1e-3);
});

test('sums of several texts add up, and every linear map has its own', () => {
  const [both, one, other] = [sumsOf(inputIds, [5, 9]), sumsOf(inputIds), sumsOf([5, 9])];
  expect(Object.keys(both)).toHaveLength(2 * 6 + 1);
  for (const name of Object.keys(both)) {
    expectClose(
      both[name],
      one[name].map((sum, i) => sum + other[name][i]),
      1e-9,
      name,
    );
  }
});

test('shares are added and divided by the tokens; a silent channel counts a millionth of the average', () => {
  const shares: ChannelSums[] = [
    { w: Float64Array.of(2, 0, 4) },
    { w: Float64Array.of(4, 0, 2), late: Float64Array.of(8) },
  ];
  const { w, late } = meanSquares(shares, 2);
  expect([...w]).toEqual([3, Math.fround(2e-6), 3]);
  expect([...late]).toEqual([4]);
});
