import { expect, it } from 'vitest';
import { ModelDown, ModelRefused } from '../../../../site/model/ask-model.ts';
import { fetchParts } from '../../../../site/study/practice/fetch-parts.ts';
import { tinyTrace } from '../../figures/tiny-trace.ts';

const sizes = { a: 1, b: 1, c: 3, d: 9, e: 1 };
const limit = 4;
const tensor = { shape: [1], data: new Float32Array(1) };

/** Answers like the API, which refuses more than `limit` at once. */
function limited(asked: string[]) {
  return async (names: readonly string[]) => {
    asked.push(names.join(''));
    const size = names.reduce((sum, name) => sum + sizes[name as keyof typeof sizes], 0);
    if (size > limit) throw new ModelRefused(`expected at most ${limit}, found ${size}`, 'tensor_too_large');
    return { tokens: tinyTrace.tokens, tensors: Object.fromEntries(names.map((name) => [name, tensor])) };
  };
}

it('fetches all at once where that fits', async () => {
  const asked: string[] = [];
  const { tensors } = await fetchParts(['a', 'b', 'e'], limited(asked));
  expect([Object.keys(tensors), asked]).toEqual([['a', 'b', 'e'], ['abe']]);
});

it('halves what is too large, and leaves out what is too large alone', async () => {
  const asked: string[] = [];
  const { tokens, tensors } = await fetchParts(['a', 'b', 'c', 'd', 'e'], limited(asked));
  expect(Object.keys(tensors)).toEqual(['a', 'b', 'c', 'e']);
  expect(asked).toEqual(['abcde', 'abc', 'ab', 'c', 'de', 'd', 'e']);
  expect(tokens).toBe(tinyTrace.tokens);
});

it('passes on every other refusal and failure at once', async () => {
  for (const error of [new ModelRefused('too long', 'context_length_exceeded'), new ModelDown('gone')]) {
    let times = 0;
    const failing = fetchParts(['a', 'b'], async () => {
      times += 1;
      throw error;
    });
    await expect(failing).rejects.toBe(error);
    expect(times).toBe(1);
  }
});
