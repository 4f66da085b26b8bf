import { expect, it, vi } from 'vitest';
import type { Token } from '../../../shared/tokenizer/token.ts';
import type { Sentence } from '../../../site/model/reader-place.ts';
import type { Trace } from '../../../site/model/trace.ts';
import { TracesTogether } from '../../../site/model/traces-together.ts';

const cat = { text: 'The cat sat.', pair: '' };
const dog = { text: 'The dog sat.', pair: '' };
const waited = () => new AbortController().signal;

/** Answers each tensor with one number: how many questions came before. */
function model() {
  const asked: { sentence: Sentence; names: readonly string[]; signal: AbortSignal }[] = [];
  const answers: PromiseWithResolvers<void>[] = [];
  const fetch = vi.fn(async (sentence: Sentence, names: readonly string[], signal: AbortSignal): Promise<Trace> => {
    const [count, answer] = [asked.push({ sentence, names, signal }), Promise.withResolvers<void>()];
    answers.push(answer);
    await answer.promise;
    const tensor = { shape: [1], data: Float32Array.of(count) };
    return { tokens: [], tensors: Object.fromEntries(names.map((name) => [name, tensor])) };
  });
  return { asked, answers, together: new TracesTogether(fetch) };
}

const askedFor = ({ asked }: ReturnType<typeof model>) => asked.map(({ sentence, names }) => [sentence.text, ...names]);

it('asks once for what is asked about one text in the same moment, and gives each what it asked for', async () => {
  const made = model();
  const scores = made.together.ask(cat, ['attention_scores.8', 'attentions.8'], waited());
  const queries = made.together.ask(cat, ['query.8', 'attentions.8'], waited());
  await Promise.resolve();
  expect(askedFor(made)).toEqual([[cat.text, 'attention_scores.8', 'attentions.8', 'query.8']]);
  made.answers[0]?.resolve();
  expect(Object.keys((await scores).tensors)).toEqual(['attention_scores.8', 'attentions.8']);
  expect((await queries).tensors).toEqual({
    'query.8': { shape: [1], data: Float32Array.of(1) },
    'attentions.8': { shape: [1], data: Float32Array.of(1) },
  });
});

it('asks for the weights of all heads together with what figures ask', async () => {
  const token: Token = { id: 101, text: '[CLS]', start: 0, end: 0, special: true, word: null, type: 0 };
  const fetch = vi.fn(async (_: Sentence, names: readonly string[]): Promise<Trace> => {
    const ofLayer = (layer: number) => ({ shape: [12, 1, 1], data: new Float32Array(12).fill(layer) });
    return { tokens: [token], tensors: Object.fromEntries(names.map((name, layer) => [name, ofLayer(layer)])) };
  });
  const together = new TracesTogether(fetch);
  const weights = together.askAttention(cat, waited());
  const queries = together.ask(cat, ['query.8'], waited());
  const { attentions, layers, heads, tokens } = await weights;
  expect(Object.keys((await queries).tensors)).toEqual(['query.8']);
  expect(fetch.mock.calls.map(([, names]) => names.at(-1))).toEqual(['query.8']);
  expect([tokens, layers.length, heads.length]).toEqual([[token], 12, 12]);
  expect([...attentions]).toEqual(Array.from({ length: 144 }, (_, at) => Math.floor(at / 12)));
});

it('asks apart for another text, for a pair, and in a later moment', async () => {
  const made = model();
  for (const sentence of [cat, dog, { ...cat, pair: dog.text }])
    void made.together.ask(sentence, ['query.0'], waited());
  await Promise.resolve();
  void made.together.ask(cat, ['key.0'], waited());
  await Promise.resolve();
  expect(askedFor(made)).toEqual([
    [cat.text, 'query.0'],
    [dog.text, 'query.0'],
    [cat.text, 'query.0'],
    [cat.text, 'key.0'],
  ]);
});

it('asks apart where one answer would not hold all numbers as they are', async () => {
  const made = model();
  const long = { text: 'word '.repeat(400), pair: '' };
  for (const layer of [0, 1]) void made.together.ask(long, [`intermediate.${layer}`], waited());
  await Promise.resolve();
  expect(askedFor(made).map(([, ...names]) => names)).toEqual([['intermediate.0'], ['intermediate.1']]);
});

it('lets one give up without the others, and gives the question up with the last', async () => {
  const made = model();
  const [first, second] = [new AbortController(), new AbortController()];
  const answers = [first, second].map(({ signal }) => made.together.ask(cat, ['query.0'], signal));
  await Promise.resolve();
  first.abort(new Error('moved on'));
  await expect(answers[0]).rejects.toThrow('moved on');
  expect(made.asked[0]?.signal.aborted).toBe(false);
  second.abort(new Error('moved on too'));
  await expect(answers[1]).rejects.toThrow('moved on too');
  expect(made.asked[0]?.signal.aborted).toBe(true);
});

it('does not ask for who gave up before the question was sent', async () => {
  const made = model();
  const answer = made.together.ask(cat, ['query.0'], AbortSignal.abort(new Error('moved on')));
  await expect(answer).rejects.toThrow('moved on');
  expect(made.asked).toEqual([]);
});

it('tells all of them of a failure', async () => {
  const made = model();
  const answers = [['query.0'], ['key.0']].map((names) => made.together.ask(cat, names, waited()));
  await Promise.resolve();
  made.answers[0]?.reject(new Error('the model is down'));
  for (const answer of answers) await expect(answer).rejects.toThrow('the model is down');
});
