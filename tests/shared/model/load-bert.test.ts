import { BertForMaskedLM, FillMaskPipeline } from '@xenova/transformers';
import { beforeAll, describe, expect, it } from 'vitest';
import { createSession } from '../../../shared/engine/backend.ts';
import { readJson } from '../../../shared/engine/byte-source.ts';
import type { Bert } from '../../../shared/model/bert.ts';
import { NoMaskError, UnknownTargetError } from '../../../shared/model/fill-mask.ts';
import { headSink, type UseHead } from '../../../shared/model/head-squares.ts';
import { loadBert } from '../../../shared/model/load-bert.ts';
import { openFolder } from '../../../shared/model/open-folder.ts';
import { UnknownTensorError } from '../../../shared/model/read-trace.ts';
import { createTokenizer } from '../../../shared/tokenizer/bert-tokenizer.ts';
import { kernelModule } from '../engine/kernel-bench.ts';
import { cosine, divergence } from './divergence.ts';
import { type Golden, goldenCase, loadServed, type ModelId, modelFolder } from './served-models.ts';

let bert: Bert;

let miniLm: Bert;

beforeAll(async () => {
  [bert, miniLm] = [await loadServed('bert-base-uncased'), await loadServed('all-MiniLM-L6-v2')];
});

/** attentions.0 to attentions.L-1, one after the other. */
async function attentionsOf(model: Bert, { text, textPair }: Golden): Promise<Float32Array> {
  const names = model.outputNames.filter((name) => name.startsWith('attentions.'));
  const outputs = await model.trace(model.tokenize(text, textPair), names);
  return Float32Array.from(names.flatMap((name) => [...outputs[name].data]));
}

async function lastHiddenStateOf(model: Bert, { text, textPair }: Golden): Promise<Float32Array> {
  const outputs = await model.trace(model.tokenize(text, textPair), ['last_hidden_state']);
  return outputs.last_hidden_state.data as Float32Array;
}

function meanTokenCosine(found: Float32Array, expected: Float32Array, tokens: number): number {
  const size = expected.length / tokens;
  const rows = (values: Float32Array, token: number) => values.subarray(token * size, (token + 1) * size);
  return Array.from({ length: tokens }, (_, t) => cosine(rows(found, t), rows(expected, t)) / tokens).reduce(
    (a, b) => a + b,
  );
}

interface Bar {
  readonly id: ModelId;
  readonly model: () => Bert;
  readonly names: readonly string[];
  readonly jsd: number;
  readonly top: number;
  readonly token: number;
}

describe.each<Bar>([
  {
    id: 'bert-base-uncased',
    model: () => bert,
    names: ['cat', 'hello', 'mask', 'pair'],
    jsd: 3e-4,
    top: 0.97,
    token: 0.997,
  },
  {
    id: 'all-MiniLM-L6-v2',
    model: () => miniLm,
    names: ['bank', 'cat', 'hello', 'mask', 'pair', 'pieces', 'unicode'],
    jsd: 8e-5,
    top: 0.98,
    token: 0.9995,
  },
])('$id against fp32 PyTorch', ({ id, model, names, jsd, top, token }) => {
  it.each(names)(
    `"%s": the same tokens, attentions within a mean divergence of ${jsd} bits, the same largest key in ${top} of the rows`,
    async (name) => {
      const golden = goldenCase(id, name);
      const tokens = model().tokenize(golden.text, golden.textPair);
      expect(tokens.map((found) => found.id)).toEqual(golden.inputIds);
      const { jensenShannon, sameLargest } = divergence(
        await attentionsOf(model(), golden),
        golden.attentions,
        tokens.length,
      );
      expect(jensenShannon).toBeLessThan(jsd);
      expect(sameLargest).toBeGreaterThan(top);
    },
  );

  it.each(names)(`"%s": last hidden states of a mean cosine over ${token}`, async (name) => {
    const golden = goldenCase(id, name);
    const found = await lastHiddenStateOf(model(), golden);
    expect(meanTokenCosine(found, golden.lastHiddenState, golden.inputIds.length)).toBeGreaterThan(token);
  });

  it('and would be over 0.05 bits apart if heads changed places', async () => {
    const golden = goldenCase(id, 'cat');
    const square = golden.inputIds.length ** 2;
    const { attentions } = golden;
    const rotated = Float32Array.of(...attentions.subarray(square), ...attentions.subarray(0, square));
    expect(
      divergence(await attentionsOf(model(), golden), rotated, golden.inputIds.length).jensenShannon,
    ).toBeGreaterThan(0.05);
  });
});

describe('memory', () => {
  it('of bert-base-uncased is at most 100 MiB after a text of 512 tokens', async () => {
    const tokens = bert.tokenize('the cat sat on the mat because it was tired . '.repeat(60)).slice(0, 512);
    const { last_hidden_state: last } = await bert.trace(tokens, ['last_hidden_state']);
    expect(last.shape).toEqual([512, 768]);
    expect((last.data as Float32Array).every(Number.isFinite)).toBe(true);
    expect(bert.memoryBytes).toBeLessThanOrEqual(100 * 2 ** 20);
    expect(bert.memoryBytes).toBeGreaterThan(90 * 2 ** 20);
  });
});

describe('trace', () => {
  it('gives tensors without a batch dimension', async () => {
    const tokens = bert.tokenize('Paris is the [MASK] of [MASK].');
    const names = ['query.3', 'attentions.11', 'hidden_states.12', 'intermediate.0', 'transformed_value.5', 'logits'];
    const outputs = await bert.trace(tokens, names);
    expect(Object.keys(outputs)).toEqual(names);
    expect(names.map((name) => outputs[name].shape)).toEqual([
      [12, 9, 64],
      [12, 9, 9],
      [9, 768],
      [9, 3072],
      [12, 9, 768],
      [2, 30522],
    ]);
  });

  it('gives the heads that a sink of squares hands out, in the order of layers and heads', async () => {
    const tokens = bert.tokenize('The cat sat.');
    const seen: { layer: number; head: number; probs: Float32Array }[] = [];
    const use: UseHead = (layer, head, probs) => seen.push({ layer, head, probs: probs.slice() });
    await bert.pass(tokens, headSink(tokens.length, 'attentions', [7, 2], use));
    expect(seen.map(({ layer, head }) => [layer, head])).toEqual(
      [2, 7].flatMap((layer) => Array.from({ length: 12 }, (_, head) => [layer, head])),
    );
    const outputs = await bert.trace(tokens, ['attentions.2', 'attentions.7']);
    const both = [...outputs['attentions.2'].data, ...outputs['attentions.7'].data];
    expect(seen.flatMap(({ probs }) => [...probs])).toEqual(both);
  });

  it('of attention_norms gives what a sink of squares hands out under that name', async () => {
    const tokens = bert.tokenize('The cat sat.');
    const seen: number[] = [];
    const use: UseHead = (_layer, _head, norms) => seen.push(...norms);
    await bert.pass(tokens, headSink(tokens.length, 'attention_norms', [5], use));
    const outputs = await bert.trace(tokens, ['attention_norms.5']);
    expect(seen).toEqual([...outputs['attention_norms.5'].data]);
  });

  it('knocks heads out', async () => {
    const tokens = bert.tokenize('The cat sat.');
    const headMask = Array.from({ length: 12 }, (_, layer) =>
      Array.from({ length: 12 }, (_, head) => (layer === 4 && head === 6 ? 0 : 1)),
    );
    const plain = await bert.trace(tokens, ['context.4', 'hidden_states.4', 'last_hidden_state']);
    const masked = await bert.trace(tokens, ['context.4', 'hidden_states.4', 'last_hidden_state'], { headMask });
    expect(masked['hidden_states.4']).toEqual(plain['hidden_states.4']);
    const size = tokens.length * 64;
    expect([...masked['context.4'].data.slice(6 * size, 7 * size)].every((value) => value === 0)).toBe(true);
    expect(masked['context.4'].data.slice(0, 6 * size)).toEqual(plain['context.4'].data.slice(0, 6 * size));
    expect(masked.last_hidden_state.data).not.toEqual(plain.last_hidden_state.data);
  });

  it('refuses an unknown name with the list of those there are', async () => {
    const attempt = bert.trace(bert.tokenize('Hello'), ['query.3', 'queries.3']);
    await expect(attempt).rejects.toThrow(UnknownTensorError);
    await expect(attempt).rejects.toThrow(/query\.\*, .*found "queries\.3"/);
    await expect(miniLm.trace(miniLm.tokenize('Hello'), ['logits'])).rejects.toThrow('found "logits"');
  });

  it('refuses 513 tokens', async () => {
    const tokens = bert.tokenize('cat '.repeat(511));
    expect(tokens).toHaveLength(513);
    await expect(bert.trace(tokens, ['query.0'])).rejects.toThrow('at most 512 tokens in one pass, found 513');
  });
});

describe('fillMask', () => {
  const paris = () => bert.tokenize('Paris is the [MASK] of France.');

  it('finds "capital" with a probability within 0.01 of 0.997, as PyTorch does', async () => {
    const [{ index, candidates }] = await bert.fillMask(paris(), { topK: 5 });
    expect(index).toBe(4);
    expect(candidates).toHaveLength(5);
    expect(candidates[0].token).toBe('capital');
    expect(Math.abs(candidates[0].probability - 0.997)).toBeLessThan(0.01);
    const probabilities = candidates.map(({ probability }) => probability);
    expect(probabilities).toEqual(probabilities.toSorted((a, b) => b - a));
  });

  it('answers every [MASK] of a text, six of them too', async () => {
    const found = await bert.fillMask(bert.tokenize('[MASK] [MASK] [MASK] [MASK] [MASK] [MASK]'), { topK: 1 });
    expect(found.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('scores the targets asked for, in that order, and the probabilities of all words sum to 1 within 1e-6', async () => {
    const [{ candidates }] = await bert.fillMask(paris(), { topK: 1, targets: ['heart', 'Capital', 'zebra'] });
    expect(candidates.map(({ token }) => token)).toEqual(['heart', 'capital', 'zebra']);
    const [{ candidates: all }] = await bert.fillMask(paris(), { topK: 30522 });
    expect(new Set(all.map(({ id }) => id)).size).toBe(30522);
    expect(Math.abs(all.reduce((sum, { probability }) => sum + probability, 0) - 1)).toBeLessThan(1e-6);
  });

  it('refuses a text without [MASK], a model without the head, a target of several pieces', async () => {
    await expect(bert.fillMask(bert.tokenize('Paris'), { topK: 1 })).rejects.toThrow(NoMaskError);
    await expect(miniLm.fillMask(miniLm.tokenize('a [MASK]'), { topK: 1 })).rejects.toThrow(
      /all-MiniLM-L6-v2 has none/,
    );
    const attempt = bert.fillMask(paris(), { topK: 1, targets: ['snowboarding'] });
    await expect(attempt).rejects.toThrow(UnknownTargetError);
    await expect(attempt).rejects.toThrow('"snowboarding"');
  });
});

it("transformers.js's FillMaskPipeline runs on BertForMaskedLM over bert-base-uncased?outputs=logits", async () => {
  const openFile = openFolder(modelFolder('bert-base-uncased'));
  const read = async (name: string) => readJson(await openFile(name), name);
  const { pretrained: tokenizer } = createTokenizer(await read('tokenizer.json'), await read('tokenizer_config.json'));
  const session = await createSession('bert-base-uncased?outputs=logits');
  const model = new BertForMaskedLM(await read('config.json'), session);
  const pipeline = new FillMaskPipeline({ task: 'fill-mask', model, tokenizer });
  const [best] = (await pipeline('Paris is the [MASK] of France.', { topk: 3 })) as {
    token_str: string;
    score: number;
  }[];
  expect(best.token_str).toBe('capital');
  expect(Math.abs(best.score - 0.997)).toBeLessThan(0.01);
  await session.release();
});

describe('a model folder that is not whole', () => {
  it('is refused with the path of what is missing, and the id loads when it is', async () => {
    const whole = openFolder(modelFolder('all-MiniLM-L6-v2'));
    const nowhere = openFolder('/nowhere/all-MiniLM-L6-v2');
    const options = { id: 'mended', kernels: kernelModule };
    await expect(loadBert({ ...options, openFile: nowhere })).rejects.toThrow(
      '/nowhere/all-MiniLM-L6-v2/tokenizer.json: expected a model file, found none',
    );
    const withoutShard = async (name: string) => (name.includes('00002-of') ? nowhere(name) : whole(name));
    await expect(loadBert({ ...options, openFile: withoutShard })).rejects.toThrow(
      /model-00002-of-00002\.safetensors: expected a model file/,
    );
    const loaded = await loadBert({ ...options, openFile: whole });
    expect(await loaded.embed(['Hello'])).toEqual(await miniLm.embed(['Hello']));
  });
});
