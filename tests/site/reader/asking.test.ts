import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ModelDown, ModelRefused } from '../../../site/model/ask-model.ts';
import { Asking, patience } from '../../../site/reader/asking.svelte.ts';

interface Sent {
  readonly question: string;
  readonly signal: AbortSignal;
  readonly answer: (value: string) => Promise<void>;
  readonly fail: (error: unknown) => Promise<void>;
}

/** Questions that are answered when told. */
function asker(options: ConstructorParameters<typeof Asking<string, string>>[1] = {}) {
  const sent: Sent[] = [];
  const asking = new Asking<string, string>((question, signal) => {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const settled = async (settle: () => void) => {
      settle();
      await vi.advanceTimersByTimeAsync(0);
    };
    const answer = (value: string) => settled(() => resolve(value));
    sent.push({ question, signal, answer, fail: (error) => settled(() => reject(error)) });
    return promise;
  }, options);
  return { asking, sent, questions: () => sent.map(({ question }) => question) };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('is idle, asks, and is answered', async () => {
  const { asking, sent } = asker();
  expect([asking.status.kind, asking.answer]).toEqual(['idle', undefined]);
  asking.ask('a');
  expect(asking.status.kind).toBe('asking');
  await sent[0]!.answer('A');
  expect([asking.status.kind, asking.answer]).toEqual(['answered', { key: '"a"', question: 'a', value: 'A' }]);
});

it('says that it is waiting after 300 ms, and no more once the answer is there', async () => {
  const { asking, sent } = asker();
  asking.ask('a');
  vi.advanceTimersByTime(patience - 1);
  expect(asking.status.kind).toBe('asking');
  vi.advanceTimersByTime(1);
  expect(asking.status.kind).toBe('slow');
  await sent[0]!.answer('A');
  vi.advanceTimersByTime(10 * patience);
  expect(asking.status.kind).toBe('answered');
});

it('gives the older question up for the newest, and shows the answer before until the new one is there', async () => {
  const { asking, sent } = asker();
  asking.ask('a');
  await sent[0]!.answer('A');
  asking.ask('b');
  asking.ask('c');
  expect(sent.map(({ signal }) => signal.aborted)).toEqual([false, true, false]);
  expect([asking.status.kind, asking.answer?.value]).toEqual(['asking', 'A']);
  await sent[2]!.answer('C');
  expect(asking.answer?.value).toBe('C');
});

it('ignores what comes late for an older question: neither its answer nor its failure is shown', async () => {
  const { asking, sent } = asker();
  for (const question of ['a', 'b', 'c']) asking.ask(question);
  await sent[2]!.answer('C');
  await sent[0]!.answer('A');
  await sent[1]!.fail(new ModelDown('gone'));
  expect([asking.status.kind, asking.answer?.value]).toEqual(['answered', 'C']);
});

it('asks the same question once, also while it is on its way', async () => {
  const { asking, sent, questions } = asker();
  asking.ask('a');
  asking.ask('a');
  await sent[0]!.answer('A');
  asking.ask('a');
  expect([questions(), asking.answer?.value]).toEqual([['a'], 'A']);
});

it('takes the answer that is still on its way for a question that was given up and is asked again', async () => {
  const { asking, sent, questions } = asker();
  asking.ask('a');
  asking.ask('b');
  asking.ask('a');
  await sent[0]!.answer('A');
  expect([questions(), asking.answer?.value]).toEqual([['a', 'b'], 'A']);
});

it('asks anew where the one that was given up never had its turn', async () => {
  const { asking, sent, questions } = asker();
  asking.ask('a');
  asking.cancel();
  asking.ask('a');
  await sent[0]!.fail(sent[0]!.signal.reason);
  expect([questions(), asking.status.kind]).toEqual([['a', 'a'], 'asking']);
  await sent[1]!.answer('A');
  expect(asking.answer?.value).toBe('A');
});

it('keeps as many answers as told, late ones too, and the first one for good', async () => {
  const { asking, sent, questions } = asker({ kept: 2, first: () => ({ question: 'first', value: 'FIRST' }) });
  expect(asking.answer?.value).toBe('FIRST');
  for (const question of ['a', 'b', 'c']) asking.ask(question);
  for (const { question, answer } of [...sent]) await answer(question.toUpperCase());
  asking.ask('b');
  expect([asking.status.kind, asking.answer?.value]).toEqual(['answered', 'B']);
  asking.ask('first');
  expect([asking.status.kind, asking.answer?.value]).toEqual(['answered', 'FIRST']);
  asking.ask('a');
  expect(questions()).toEqual(['a', 'b', 'c', 'a']);
});

it.each([
  [new ModelRefused('too strange'), 'refused', 'too strange'],
  [new ModelDown('gone'), 'down', 'gone'],
  [new RangeError('bad file'), 'down', 'This page could not read what the model answered.'],
])('says in words what went wrong, and shows the answer before: %s', async (error, kind, message) => {
  const onfailure = vi.fn();
  const { asking, sent } = asker({ onfailure });
  asking.ask('a');
  await sent[0]!.answer('A');
  asking.ask('b');
  await sent[1]!.fail(error);
  expect(asking.status).toEqual({ kind, message });
  expect([asking.answer?.value, onfailure.mock.calls.length]).toEqual(['A', 1]);
});

it('asks again when told, and what is asked anew after a failure', async () => {
  const { asking, sent, questions } = asker();
  asking.retry();
  asking.ask('a');
  await sent[0]!.fail(new ModelDown('gone'));
  asking.retry();
  await sent[1]!.fail(new ModelDown('gone'));
  asking.ask('a');
  await sent[2]!.answer('A');
  expect([questions(), asking.answer?.value]).toEqual([['a', 'a', 'a'], 'A']);
});

it('waits for a newer question as long as told, and asks only that', async () => {
  const { asking, questions } = asker();
  asking.ask('a', 100);
  vi.advanceTimersByTime(99);
  asking.ask('ab', 100);
  vi.advanceTimersByTime(99);
  expect([questions(), asking.status.kind]).toEqual([[], 'idle']);
  vi.advanceTimersByTime(1);
  expect([questions(), asking.status.kind]).toEqual([['ab'], 'asking']);
});

it('waits no longer when it is cancelled, and knows nothing but what is kept when it forgets', async () => {
  const { asking, sent } = asker();
  asking.ask('a');
  await sent[0]!.answer('A');
  asking.ask('b');
  asking.cancel();
  expect([sent[1]!.signal.aborted, asking.status.kind, asking.answer?.value]).toEqual([true, 'answered', 'A']);
  asking.forget();
  expect([asking.status.kind, asking.answer]).toEqual(['idle', undefined]);
  expect([asking.recall('b'), asking.recall('a')]).toEqual([false, true]);
  expect(asking.answer?.value).toBe('A');
});

it('tells each answer that is shown, known ones included, after it is there to be read', async () => {
  const told: unknown[] = [];
  const { asking, sent } = asker({ onanswer: ({ value }) => told.push([value, asking.answer?.value]) });
  asking.ask('a');
  asking.ask('b');
  await sent[0]!.answer('A');
  await sent[1]!.answer('B');
  asking.ask('b');
  expect(told).toEqual([
    ['B', 'B'],
    ['B', 'B'],
  ]);
});

it('tells questions apart by their key alone, and answers the newest of equal ones', async () => {
  const { asking, sent } = asker({ key: (question) => question.toLowerCase() });
  asking.ask('a');
  asking.ask('A');
  await sent[0]!.answer('same');
  expect([sent.length, asking.answer?.question]).toEqual([1, 'A']);
  asking.ask('a');
  expect([sent.length, asking.answer?.question]).toEqual([1, 'a']);
});
