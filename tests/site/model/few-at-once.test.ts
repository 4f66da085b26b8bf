import { expect, it } from 'vitest';
import { fewAtOnce } from '../../../site/model/few-at-once.ts';

it('asks for every item once, three at a time at most, in the order in which they are chosen', async () => {
  const waiting = [0, 1, 2, 3, 4, 5, 6];
  const asked: number[] = [];
  let [running, most] = [0, 0];
  await fewAtOnce(
    () => waiting.shift(),
    async (item) => {
      asked.push(item);
      most = Math.max(most, ++running);
      await Promise.resolve();
      running -= 1;
    },
  );
  expect(asked).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(most).toBe(3);
});

it('asks no more once it is given up, and says why', async () => {
  const waiting = Array.from({ length: 20 }, (_, index) => index);
  const abort = new AbortController();
  const asked: number[] = [];
  const all = fewAtOnce(
    () => waiting.shift(),
    async (item) => {
      asked.push(item);
      if (item === 3) abort.abort(new Error('gone on'));
      await Promise.resolve();
    },
    abort.signal,
  );
  await expect(all).rejects.toThrow('gone on');
  await new Promise((resolve) => setTimeout(resolve));
  expect(asked.length).toBeLessThanOrEqual(6);
});
