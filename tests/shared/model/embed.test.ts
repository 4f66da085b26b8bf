import { beforeAll, describe, expect, it } from 'vitest';
import { pooled } from '../../../shared/analysis/pooling.ts';
import { unitVector } from '../../../shared/analysis/unit-vector.ts';
import type { Bert } from '../../../shared/model/bert.ts';
import { expectClose } from '../../expect-close.ts';
import { cosine } from './divergence.ts';
import { goldenCase, loadServed } from './served-models.ts';

let bert: Bert;

let miniLm: Bert;

beforeAll(async () => {
  [bert, miniLm] = [await loadServed('bert-base-uncased'), await loadServed('all-MiniLM-L6-v2')];
});

describe('embed', () => {
  const golden = ['bank', 'cat', 'hello', 'pieces', 'unicode'].map((name) => goldenCase('all-MiniLM-L6-v2', name));

  it('gives unit vectors of a cosine of at least 0.9995 with PyTorch, in the order asked', async () => {
    const vectors = await miniLm.embed(golden.map(({ text }) => text));
    for (const [i, { sentenceEmbedding }] of golden.entries()) {
      expect(vectors[i]).toHaveLength(384);
      expect(Math.abs(Math.hypot(...vectors[i]) - 1)).toBeLessThan(1e-6);
      expect(cosine(vectors[i], sentenceEmbedding!)).toBeGreaterThan(0.9995);
    }
  });

  it('gives a text the same bits in a batch, of one pass or several, as alone', async () => {
    const texts = [...golden.map(({ text }) => text), 'cat '.repeat(300), 'Hello', 'dog '.repeat(250), 'a'];
    const together = await miniLm.embed(texts);
    for (const [i, text] of texts.entries()) expect([await miniLm.embed([text])]).toEqual([[together[i]]]);
  });

  it('lets others have their turn between two passes', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    await miniLm.embed(['cat '.repeat(500), 'dog '.repeat(500), 'bird '.repeat(500)]);
    clearInterval(timer);
    expect(turns).toBeGreaterThanOrEqual(2);
  });

  it('cuts a text off at 512 tokens: what follows changes nothing', async () => {
    const [long, longer] = await miniLm.embed(['cat '.repeat(550), `${'cat '.repeat(550)} and a dog`]);
    expect(longer).toEqual(long);
  });

  it('of no texts is no vectors', async () => {
    expect(await miniLm.embed([])).toEqual([]);
  });

  it('pauses between packs of at most 128 tokens, when all vectors so far have been taken', async () => {
    const lengths = [100, 20, 8, 3, 512, 1, 60, 60, 60];
    const inputIds = lengths.map((length, seed) => Array.from({ length }, (_, i) => 1000 + ((seed * 37 + i) % 900)));
    const left: number[] = [];
    const taken: number[] = [];
    const vectors: Float32Array[] = [];
    const pause = async (tokensLeft: number) => {
      left.push(tokensLeft);
      taken.push(vectors.length);
      await miniLm.embed(['another reader', 'in between']);
    };
    for await (const vector of miniLm.streamVectors(inputIds, pause)) vectors.push(vector.slice());
    expect(taken).toEqual([3, 4, 5, 8]);
    expect(left).toEqual([3 + 512 + 181, 512 + 181, 181, 60]);
    for (const [i, ids] of inputIds.entries()) {
      for await (const alone of miniLm.streamVectors([ids])) expect(vectors[i]).toEqual(alone);
    }
  });
});

describe('streamStates', () => {
  const texts = ['Hello', 'The cat sat on the mat because it was tired.', 'A bank. '.repeat(60), 'river'];

  it('gives the hidden states that a trace of each text alone gives, to the bit, of any layer of either model', async () => {
    for (const model of [bert, miniLm]) {
      for (const layer of [0, 3, model.config.numHiddenLayers]) {
        const name = `hidden_states.${layer}`;
        const inputIds = texts.map((text) => model.tokenize(text).map(({ id }) => id));
        const found: Float32Array[] = [];
        for await (const states of model.streamStates(inputIds, layer)) found.push(states);
        expect(found).toHaveLength(texts.length);
        for (const [index, text] of texts.entries()) {
          const traced = await model.trace(model.tokenize(text), [name]);
          expect(found[index]).toEqual(traced[name].data);
        }
      }
    }
  });

  it('pooled and scaled to length 1 are the sentence vectors within 1e-6', async () => {
    const inputIds = texts.map((text) => miniLm.tokenize(text).map(({ id }) => id));
    const expected = await miniLm.embed(texts);
    let index = 0;
    for await (const states of miniLm.streamStates(inputIds, miniLm.config.numHiddenLayers)) {
      const vector = unitVector(pooled(states, 384, { first: 0, end: states.length / 384 }, 'mean'));
      expectClose(vector, expected[index++]!, 1e-6);
    }
    expect(index).toBe(texts.length);
  });

  it('pauses between the packs of streamVectors', async () => {
    const inputIds = [100, 20, 8, 3, 512, 1].map((length) => Array<number>(length).fill(1000));
    const left: number[] = [];
    for await (const _ of miniLm.streamStates(inputIds, 1, async (tokensLeft) => void left.push(tokensLeft)));
    expect(left).toEqual([3 + 512 + 1, 512 + 1, 1]);
  });
});
