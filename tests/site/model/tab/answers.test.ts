import { expect, it } from 'vitest';
import { Answers } from '../../../../site/model/tab/answers.ts';
import type { Ask } from '../../../../site/model/tab/messages.ts';

const request = { path: '/v1/sweep', accept: undefined, body: '{}' };
const answer = { status: 200, contentType: 'application/x-ndjson', body: new Uint8Array() };

function opened() {
  const sent: Ask[] = [];
  const answers = new Answers((ask) => sent.push(ask));
  return { sent, answers };
}

it('a whole answer is a response with its status, type and bytes', async () => {
  const { sent, answers } = opened();
  const response = answers.ask(request);
  const { id } = sent[0]!;
  const body = new TextEncoder().encode('{}');
  answers.hear({
    kind: 'answer',
    id,
    answer: { status: 404, contentType: 'application/json', body },
    isInLines: false,
  });
  expect([(await response).status, (await response).headers.get('content-type')]).toEqual([404, 'application/json']);
  expect(await (await response).text()).toBe('{}');
});

it('lines arrive as they are told, each to the request that asked', async () => {
  const { sent, answers } = opened();
  const responses = [answers.ask(request), answers.ask(request)];
  for (const { id } of sent) answers.hear({ kind: 'answer', id, answer, isInLines: true });
  const readers = await Promise.all(responses.map(async (one) => (await one).body!.getReader()));
  const [first, second] = sent.map(({ id }) => id);
  const read = async (at: number) => new TextDecoder().decode((await readers[at]!.read()).value);
  answers.hear({ kind: 'line', id: second!, text: 'b\n' });
  answers.hear({ kind: 'line', id: first!, text: 'a\n' });
  expect([await read(0), await read(1)]).toEqual(['a\n', 'b\n']);
  answers.hear({ kind: 'end', id: first! });
  expect((await readers[0]!.read()).done).toBe(true);
});

it('a request that is given up fails with the reason, before its answer and within it, and the worker hears of it', async () => {
  const { sent, answers } = opened();
  const [before, within] = [new AbortController(), new AbortController()];
  const unanswered = answers.ask(request, before.signal);
  const begun = answers.ask(request, within.signal);
  const [{ id: first }, { id: second }] = sent as [Ask, Ask];
  answers.hear({ kind: 'answer', id: second, answer, isInLines: true });
  const reader = (await begun).body!.getReader();
  const next = reader.read();
  before.abort();
  within.abort();
  await expect(unanswered).rejects.toBe(before.signal.reason);
  await expect(next).rejects.toBe(within.signal.reason);
  expect(sent.slice(2)).toEqual([
    { kind: 'give-up', id: first },
    { kind: 'give-up', id: second },
  ]);
  answers.hear({ kind: 'line', id: second, text: 'late\n' });
});

it('a reader who stops in the middle gives the request up, and one who has read all does not', async () => {
  const { sent, answers } = opened();
  const responses = [answers.ask(request), answers.ask(request)];
  for (const { id } of sent) answers.hear({ kind: 'answer', id, answer, isInLines: true });
  const [stopped, whole] = await Promise.all(responses);
  answers.hear({ kind: 'end', id: sent[1]!.id });
  await Promise.all([stopped!.body!.cancel(), whole!.body!.cancel()]);
  expect(sent.slice(2)).toEqual([{ kind: 'give-up', id: sent[0]!.id }]);
});
