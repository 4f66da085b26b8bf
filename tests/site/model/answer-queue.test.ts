import { expect, it } from 'vitest';
import { AnswerQueue } from '../../../site/model/answer-queue.ts';

const never = new AbortController().signal;
const soon = () => new Promise((resolve) => setTimeout(resolve));

/** Tasks that end when told, and what has begun. */
function tasks(queue: AnswerQueue) {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const run = (name: string, bytes: number, signal: AbortSignal = never) =>
    queue.run(bytes, signal, () => {
      begun.push(name);
      return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
    });
  const end = async (name: string) => {
    ends.get(name)?.();
    await soon();
  };
  return { begun, run, end };
}

it('runs one large answer at a time and small ones side by side, in their order', async () => {
  const { begun, run, end } = tasks(new AnswerQueue(8));
  const all = [run('large', 8), run('small', 1), run('also small', 2), run('another', 8)];
  await soon();
  expect(begun).toEqual(['large']);
  await end('large');
  expect(begun).toEqual(['large', 'small', 'also small']);
  await end('small');
  expect(begun).toHaveLength(3);
  await end('also small');
  await end('another');
  expect(await Promise.all(all)).toEqual(['large', 'small', 'also small', 'another']);
});

it('lets an answer that is larger than all its room go alone', async () => {
  const { begun, run, end } = tasks(new AnswerQueue(8));
  void run('huge', 100);
  void run('next', 1);
  await soon();
  expect(begun).toEqual(['huge']);
  await end('huge');
  expect(begun).toEqual(['huge', 'next']);
});

it('never asks for what was given up before its turn, and lets those behind it pass', async () => {
  const queue = new AnswerQueue(8);
  const { begun, run, end } = tasks(queue);
  const given = new AbortController();
  void run('first', 8);
  const waiting = run('given up', 8, given.signal);
  void run('behind', 8);
  given.abort(new Error('left the screen'));
  await expect(waiting).rejects.toThrow('left the screen');
  await end('first');
  expect(begun).toEqual(['first', 'behind']);
});

it('still gives the answer to one who gives up after his turn has come, and keeps its room until then', async () => {
  const { begun, run, end } = tasks(new AnswerQueue(8));
  const given = new AbortController();
  const asked = run('large', 8, given.signal);
  void run('next', 8);
  await soon();
  given.abort(new Error('left the screen'));
  await soon();
  expect(begun).toEqual(['large']);
  await end('large');
  expect(await asked).toBe('large');
  expect(begun).toEqual(['large', 'next']);
});

it('goes on after a failure', async () => {
  const queue = new AnswerQueue(8);
  const failing = queue.run(8, never, () => Promise.reject(new Error('down')));
  await expect(failing).rejects.toThrow('down');
  expect(await queue.run(8, never, async () => 'up')).toBe('up');
  expect(queue.length).toBe(0);
});
