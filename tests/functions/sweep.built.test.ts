import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { correlation } from '../../shared/analysis/correlation.ts';
import { readSafetensors } from '../../shared/tensors/safetensors.ts';
import { type Api, sharedApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await sharedApi();
});
afterAll(() => api?.stop());

interface Sweep {
  readonly shape: readonly number[];
  readonly position: number;
  readonly targets: readonly { token: string; id: number; log_probability: number; logit: number }[];
  readonly log_probability: readonly (number[] | number[][])[];
  readonly logit: readonly (number[] | number[][])[];
  readonly usage: object;
  readonly truncated: boolean;
}

const ndjson = { accept: 'application/x-ndjson' };
const paris = 'Paris is the [MASK] of France.';
const followed = ['capital', 'heart'];

/** Whole answers by their question: a test that asks what another has asked is given the same answer. */
const answers = new Map<string, Promise<Sweep>>();

function sweep(body: object): Promise<Sweep> {
  const key = JSON.stringify(body);
  const answer = answers.get(key) ?? askSweep(body);
  answers.set(key, answer);
  return answer;
}

async function askSweep(body: object): Promise<Sweep> {
  const response = await api.post('/v1/sweep', body);
  if (!response.ok) throw new Error(await response.text());
  return response.json() as Promise<Sweep>;
}

/** The logit of a word in a run of its own. */
async function logitOf(id: number, change: object, text = paris): Promise<number> {
  const body = { text, tensors: ['logits'], interventions: [change] };
  const response = await api.post('/v1/trace', body, { accept: 'application/vnd.safetensors' });
  const { tensors } = readSafetensors(new Uint8Array(await response.arrayBuffer()));
  return tensors.logits!.data[id] as number;
}

const folder = new URL('../golden/interventions/', import.meta.url);
const golden = (name: string) => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

describe('a sweep gives what single requests give, to the bit', () => {
  it.each([
    ['heads', {}, [8, 10], { at: 'attentions.8', heads: [10], set: 0 }],
    ['heads', {}, [0, 0], { at: 'attentions.0', heads: [0], set: 0 }],
    ['heads', {}, [11, 11], { at: 'attentions.11', heads: [11], set: 0 }],
    ['layers', {}, [10], { at: 'attentions.10', set: 0 }],
    ['edges', { layer: 8, head: 10 }, [4, 6], { at: 'attentions.8', heads: [10], from: [4], to: [6], set: 0 }],
    ['edges', { layer: 11, head: 0 }, [4, 0], { at: 'attentions.11', heads: [0], from: [4], to: [0], set: 0 }],
    [
      'states',
      { patch: { text: 'Rome is the [MASK] of Italy.' } },
      [6, 1],
      { at: 'hidden_states.6', tokens: [1], patch: { text: 'Rome is the [MASK] of Italy.' } },
    ],
  ])('%s %j at %j', async (over, more, [row, column], change) => {
    const { targets, logit } = await sweep({ text: paris, over, targets: followed, ...more });
    const { id, logit: unchanged } = targets[0]!;
    const at = logit[0]![row!]!;
    const found = typeof at === 'number' ? at : at[column!]!;
    expect(Math.fround(found)).toBe(Math.fround((await logitOf(id, change)) - Math.fround(unchanged)));
  });

  it('of several words, at any token, in a pair of texts', async () => {
    const pair = { text: 'The animal was tired.', text_pair: 'It slept.' };
    const found = await sweep({ ...pair, over: 'layers', position: 4, targets: ['tired', 'Hungry', '##ing'] });
    expect(found).toMatchObject({ shape: [12], position: 4, truncated: false });
    expect(found.targets.map(({ token }) => token)).toEqual(['tired', 'hungry', '##ing']);
    expect(found.log_probability.map(({ length }) => length)).toEqual([12, 12, 12]);
  });

  it('with masked tokens is that of the masked text, pieces of words included', async () => {
    const asked = { over: 'layers', targets: ['capital'] };
    const written = await sweep({ text: paris, ...asked });
    const masked = await sweep({ text: 'Paris is the capital of France.', mask_tokens: [4], ...asked });
    expect(masked.log_probability).toEqual(written.log_probability);
    expect(masked.position).toBe(4);
    const piece = { text: 'Snowboarding is fun.', mask_tokens: [1], ...asked };
    const { tokens } = (await sweep(piece)) as Sweep & { tokens: readonly { text: string }[] };
    expect(tokens.map(({ text }) => text).slice(1, 3)).toEqual(['[MASK]', '##boarding']);
  });

  it('refuses to mask a token that the text does not have', async () => {
    const response = await api.post('/v1/sweep', { text: 'Dogs bark.', over: 'layers', mask_tokens: [9] });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { param: 'mask_tokens[0]' } });
  });

  it('follows the best word of the unchanged run where none is named', async () => {
    const { targets, position } = await sweep({ text: paris, over: 'layers' });
    expect([targets.map(({ token }) => token), position]).toEqual([['capital'], 4]);
  });
});

describe('against a plain BERT in float64', () => {
  it('heads: Pearson at least .99, where .97 is asked; the largest is the same', async () => {
    const { text, target, change } = golden('head-sweep.json') as { text: string; target: string; change: number[][] };
    const { log_probability } = await sweep({ text, over: 'heads', targets: [target, ...followed.slice(1)] });
    const [found, expected] = [(log_probability[0] as number[][]).flat(), change.flat()];
    expect(correlation(found, expected)).toBeGreaterThan(0.99);
    expect(found.indexOf(Math.min(...found))).toBe(expected.indexOf(Math.min(...expected)));
  });

  it('states: Pearson at least .99; changes above .1 agree in sign', async () => {
    const { text, source, target, log_probability: unchanged } = golden('cases.json').patch_sweeps['hidden-states'];
    const { tensors } = readSafetensors(readFileSync(new URL('tensors.safetensors', folder)));
    const expected = [...(tensors['patch.hidden-states.log_probability']!.data as Float32Array)];
    const { log_probability } = await sweep({ text, over: 'states', targets: [target], patch: { text: source } });
    const found = (log_probability[0] as number[][]).flat();
    expect(correlation(found, expected)).toBeGreaterThan(0.99);
    const changes = expected.map((value) => value - unchanged);
    const astray = changes.filter((value, index) => Math.abs(value) > 0.1 && value * found[index]! < 0);
    expect(astray).toEqual([]);
  });
});

async function* linesOf(response: Response): AsyncGenerator<Record<string, unknown>> {
  let text = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const lines = text.split('\n');
    text = lines.pop()!;
    for (const line of lines) yield JSON.parse(line);
  }
  expect(text).toBe('');
}

describe('line by line', () => {
  it.each([
    ['heads', {}],
    ['layers', {}],
    ['states', { patch: { text: 'Rome is the [MASK] of Italy.' } }],
  ])('says of %s what the whole answer says', async (over, more) => {
    const body = { text: paris, over, targets: followed, ...more };
    const response = await api.post('/v1/sweep', body, ndjson);
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    const lines: Record<string, unknown>[] = [];
    for await (const line of linesOf(response)) lines.push(line);
    const [first, ...rest] = lines;
    const { log_probability, logit, usage, truncated, ...head } = await sweep(body);
    expect(first).toEqual(head);
    expect(rest.pop()).toEqual({ object: 'sweep.end', truncated, usage });
    expect(rest).toHaveLength(head.shape.reduce((product, size) => product * size));
    const at = (values: Sweep['logit'][number], [row, column]: number[]) => {
      const found = values[row!]!;
      return typeof found === 'number' ? found : found[column!];
    };
    for (const line of rest) {
      const index = line.index as number[];
      expect(line.log_probability).toEqual(log_probability.map((values) => at(values, index)));
      expect(line.logit).toEqual(logit.map((values) => at(values, index)));
    }
  });

  it('lets other requests in between, and ends when its reader leaves', async () => {
    const leaving = new AbortController();
    const response = await fetch(new URL('/v1/sweep', api.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...ndjson },
      body: JSON.stringify({ text: `${'word '.repeat(90)}${paris}`, over: 'heads', position: 3 }),
      signal: leaving.signal,
    });
    const lines = linesOf(response);
    expect((await lines.next()).value).toMatchObject({ object: 'sweep' });
    const short = await api.post('/v1/fill-mask', { text: paris });
    expect(short.status).toBe(200);
    expect((await lines.next()).value).toMatchObject({ index: [0, 0] });
    leaving.abort();
    const queued = async () => {
      const { models } = (await (await api.get('/health')).json()) as { models: { queue_length: number }[] };
      return models.reduce((sum, { queue_length }) => sum + queue_length, 0);
    };
    await expect.poll(queued).toBe(0);
  });

  it('refuses with a status what is refused before the first line', async () => {
    const response = await api.post('/v1/sweep', { text: 'No blank.', over: 'heads' }, ndjson);
    expect([response.status, await response.json()]).toMatchObject([400, { error: { code: 'no_mask' } }]);
  });
});

describe('is refused with the path of its field', () => {
  const rome = { text: 'Rome is the [MASK] of Italy.' };
  it.each<[object, string, string]>([
    [{ text: paris }, 'over', 'missing_field'],
    [{ text: paris, over: 'head' }, 'over', 'invalid_value'],
    [{ text: paris, over: 'edges', head: 1 }, 'layer', 'missing_field'],
    [{ text: paris, over: 'edges', layer: 12, head: 1 }, 'layer', 'out_of_range'],
    [{ text: paris, over: 'edges', layer: 11, head: 12 }, 'head', 'out_of_range'],
    [{ text: `[MASK] ${'a '.repeat(211)}`, over: 'layers' }, 'text', 'tensor_too_large'],
    [{ text: paris, over: 'heads', layer: 1 }, 'layer', 'invalid_value'],
    [{ text: paris, over: 'layers', patch: rome }, 'patch', 'invalid_value'],
    [{ text: paris, over: 'states' }, 'patch', 'missing_field'],
    [{ text: paris, over: 'states', patch: { text: 'Rome.' } }, 'patch.text', 'invalid_value'],
    [{ text: paris, over: 'states', patch: { text: '' } }, 'patch.text', 'empty_text'],
    [{ text: paris, over: 'heads', position: 9 }, 'position', 'out_of_range'],
    [{ text: paris, over: 'heads', position: -1 }, 'position', 'invalid_value'],
    [{ text: paris, over: 'heads', targets: ['capital', 'metropolises'] }, 'targets[1]', 'unknown_target'],
    [{ text: paris, over: 'heads', targets: ['capital', 'capital'] }, 'targets[1]', 'invalid_value'],
    [{ text: paris, over: 'heads', targets: [] }, 'targets', 'invalid_value'],
    [{ text: paris, over: 'heads', heads: [1] }, 'heads', 'unknown_field'],
    [{ text: 'a '.repeat(110), over: 'heads', position: 1 }, 'text', 'too_many_tokens'],
    [{ text: 'a '.repeat(30), over: 'edges', layer: 0, head: 0, position: 1 }, 'text', 'too_many_tokens'],
    [{ text: 'a '.repeat(400), over: 'layers', position: 1 }, 'text', 'tensor_too_large'],
    [{ text: 'a '.repeat(600), over: 'layers', position: 1 }, 'text', 'context_length_exceeded'],
    [{ text: 'Paris.', over: 'heads' }, 'text', 'no_mask'],
    [{ text: paris, over: 'heads', model: 'all-MiniLM-L6-v2' }, 'model', 'no_masked_lm_head'],
  ])('%j', async (body, param, code) => {
    const response = await api.post('/v1/sweep', body);
    const { error } = (await response.json()) as { error: { param: string; code: string } };
    expect([error.param, error.code]).toEqual([param, code]);
  });
});
