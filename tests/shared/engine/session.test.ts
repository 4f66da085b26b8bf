import { describe, expect, it } from 'vitest';
import { Tensor } from '#ort';
import { bert } from '../../../shared/bert/bert.ts';
import { zeros } from '../../../shared/bert/float-tensor.ts';
import { createSession } from '../../../shared/engine/backend.ts';
import { expectClose } from '../../expect-close.ts';
import { at, floats, int64, padded, type Side } from './feeds.ts';
import { expectSameBits, runEngine } from './run-engine.ts';
import { engine, maskTokenId, model, randomIds, session, useSession } from './tiny-session.ts';

useSession();

async function alone(ids: readonly number[], names: readonly string[], feeds = padded([ids])) {
  return session.run(feeds, [...names]);
}

describe('a padded batch', () => {
  const texts = [randomIds(5, 1), randomIds(17, 2), randomIds(1, 3), randomIds(9, 4)];
  const rows = ['last_hidden_state', 'embeddings.sum', 'intermediate.1'];
  const headRows = ['query.0', 'context.1', 'transformed_value.0'];
  const headPairs = ['attentions.0', 'attention_scores.1'];
  const names = [...rows, ...headRows, ...headPairs];

  it.each<Side>(['right', 'left'])('padded on the %s has Hugging Face shapes', async (side) => {
    const outputs = await session.run(padded(texts, side), names);
    for (const name of rows) expect(outputs[name].dims).toEqual([4, 17, name === 'intermediate.1' ? 128 : 64]);
    for (const name of headRows)
      expect(outputs[name].dims).toEqual([4, 4, 17, name === 'transformed_value.0' ? 64 : 16]);
    for (const name of headPairs) expect(outputs[name].dims).toEqual([4, 4, 17, 17]);
  });

  it('gives every text the bits it has alone', async () => {
    const outputs = await session.run(padded(texts), names);
    for (const [text, ids] of texts.entries()) {
      const single = await alone(ids, names);
      for (let token = 0; token < ids.length; token++) {
        for (const name of rows) expect(at(outputs[name], text, token)).toEqual(at(single[name], 0, token));
        for (let head = 0; head < 4; head++) {
          for (const name of headRows) {
            expect(at(outputs[name], text, head, token)).toEqual(at(single[name], 0, head, token));
          }
          for (const name of headPairs) {
            expect(at(outputs[name], text, head, token).slice(0, ids.length)).toEqual(at(single[name], 0, head, token));
          }
        }
      }
    }
  });

  it.each<Side>(['right', 'left'])('padded on the %s reads as zero wherever padding is query or key', async (side) => {
    const outputs = await session.run(padded(texts, side), names);
    for (const [text, { length }] of texts.entries()) {
      for (let column = 0; column < 17; column++) {
        const isPadding = side === 'right' ? column >= length : column < 17 - length;
        const sums = [
          ...rows.map((name) => at(outputs[name], text, column)),
          ...headRows.map((name) => at(outputs[name], text, 3, column)),
          ...headPairs.map((name) => at(outputs[name], text, 3, column)),
          Array.from({ length: 17 }, (_, query) => at(outputs['attentions.0'], text, 3, query)[column]),
        ].map((values) => values.every((value) => value === 0));
        expect(sums).toEqual(Array(sums.length).fill(isPadding));
      }
    }
  });

  it('padded on the left counts positions from the first column, as Hugging Face does: within 2e-3 of the reference', async () => {
    const { last_hidden_state: found } = await session.run(padded(texts, 'left'), ['last_hidden_state']);
    for (const [text, ids] of texts.entries()) {
      const padding = 17 - ids.length;
      const { lastHiddenState } = bert(model.config, withShiftedPositions(padding), {
        inputIds: ids,
        tokenTypeIds: ids.map(() => 0),
      });
      const numbers = ids.flatMap((_, token) => at(found, text, padding + token));
      const largest = lastHiddenState.data.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
      expectClose(numbers, lastHiddenState.data, 2e-3 * largest, `text ${text}`);
    }
  });

  /** The reference has no padding: it gets a position table that begins later. */
  function withShiftedPositions(shift: number) {
    const { position } = model.weights.embeddings;
    const shifted = zeros(...position.shape);
    shifted.data.set(position.data.subarray(shift * 64));
    return { ...model.weights, embeddings: { ...model.weights.embeddings, position: shifted } };
  }

  it('drops padding that stands in the middle', async () => {
    const ids = randomIds(6, 9);
    const feeds = { ...padded([ids]), attention_mask: int64([1, 1, 0, 1, 0, 1], [1, 6]) };
    const outputs = await session.run(feeds, ['last_hidden_state', 'attentions.1']);
    const kept = [0, 1, 3, 5];
    const text = { inputIds: kept.map((i) => ids[i]), tokenTypeIds: [0, 0, 0, 0], positions: kept };
    const [expected] = runEngine(engine, [text], ['last_hidden_state', 'attentions.1']);
    const found = kept.flatMap((column) => at(outputs.last_hidden_state, 0, column));
    expect(found).toEqual([...expected.last_hidden_state]);
    const probs = [0, 1, 2, 3].flatMap((head) =>
      kept.flatMap((query) => kept.map((key) => at(outputs['attentions.1'], 0, head, query)[key])),
    );
    expect(probs).toEqual([...expected['attentions.1']]);
  });
});

describe('a batch larger than one pass of 64 tokens', () => {
  const lengths = [30, 30, 10, 64, 1, 63, 2, 40];
  const texts = lengths.map((length, seed) => randomIds(length, seed + 20));
  const names = ['last_hidden_state', 'logits', 'attentions.0'];

  it('comes back in order, with the bits each text has alone', async () => {
    const outputs = await session.run(padded(texts), names);
    expect(outputs.last_hidden_state.dims).toEqual([8, 64, 64]);
    for (const [text, ids] of texts.entries()) {
      const single = await alone(ids, names);
      for (const [token] of ids.entries()) {
        expect(at(outputs.last_hidden_state, text, token)).toEqual(at(single.last_hidden_state, 0, token));
      }
      expect(at(outputs['attentions.0'], text, 2, 0).slice(0, ids.length)).toEqual(at(single['attentions.0'], 0, 2, 0));
    }
  });

  it('lets others in between its passes without either changing', async () => {
    const other = randomIds(12, 99);
    const all = (outputs: Record<string, Tensor>) =>
      Object.fromEntries(names.map((name) => [name, floats(outputs[name])]));
    const quiet = [await session.run(padded(texts), names), await alone(other, names)];
    const busy = await Promise.all([session.run(padded(texts), names), alone(other, names), alone(other, names)]);
    for (const [i, quietOne] of [quiet[0], quiet[1], quiet[1]].entries()) expectSameBits(all(busy[i]), all(quietOne));
  });
});

describe('logits', () => {
  const texts = [
    [20, maskTokenId, 30, maskTokenId],
    [40, 41],
    [maskTokenId, 50, 60],
  ];

  it('are [batch, seqLen, vocabSize] with rows at [MASK] only when nobody lists positions', async () => {
    const { logits } = await session.run(padded(texts), ['logits']);
    expect(logits.dims).toEqual([3, 4, 128]);
    for (let text = 0; text < 3; text++) {
      for (let token = 0; token < 4; token++) {
        const isMask = texts[text][token] === maskTokenId;
        expect(at(logits, text, token).some((value) => value !== 0)).toBe(isMask);
      }
    }
  });

  it('are one row per listed position, in the order listed, [MASK] or not', async () => {
    const list = [
      [0, 3],
      [0, 1],
      [0, 0],
      [2, 2],
      [2, 0],
    ];
    const feeds = { ...padded(texts), logit_positions: int64(list.flat(), [5, 2]) };
    const { logits } = await session.run(feeds, ['logits']);
    expect(logits.dims).toEqual([5, 128]);
    const atMasks = (await session.run(padded(texts), ['logits'])).logits;
    expect(at(logits, 0)).toEqual(at(atMasks, 0, 3));
    expect(at(logits, 1)).toEqual(at(atMasks, 0, 1));
    expect(at(logits, 4)).toEqual(at(atMasks, 2, 0));
    const [{ logits: third }] = runEngine(
      engine,
      [{ inputIds: texts[2], tokenTypeIds: [0, 0, 0], logitPositions: [2] }],
      ['logits'],
    );
    expect(at(logits, 3)).toEqual([...third]);
  });

  it('follow the columns of a text that is padded on the left', async () => {
    const atColumns = { ...padded(texts, 'left'), logit_positions: int64([2, 1], [1, 2]) };
    const { logits } = await session.run(atColumns, ['logits']);
    const all = (await session.run(padded(texts, 'left'), ['logits'])).logits;
    expect(at(logits, 0)).toEqual(at(all, 2, 1));
  });

  it('are an empty [0, vocabSize] for an empty list', async () => {
    const { logits } = await session.run({ ...padded(texts), logit_positions: int64([], [0, 2]) }, ['logits']);
    expect(logits.dims).toEqual([0, 128]);
  });
});

it('a session of `?outputs=` lists those alone', async () => {
  const narrow = await createSession('tiny?outputs=last_hidden_state,query.1');
  expect(narrow.outputNames).toEqual(['last_hidden_state', 'query.1']);
  expect(Object.keys(await narrow.run(padded([randomIds(3, 1)])))).toEqual(['last_hidden_state', 'query.1']);
});

it('head_mask [layers, heads] reaches the engine', async () => {
  const ids = randomIds(7, 5);
  const headMask = [
    [1, 0, 0.5, 1],
    [0, 1, 1, 0],
  ];
  const head_mask = new Tensor('float32', Float32Array.from(headMask.flat()), [2, 4]);
  const { last_hidden_state: found } = await session.run({ ...padded([ids]), head_mask }, ['last_hidden_state']);
  const [expected] = runEngine(engine, [{ inputIds: ids, tokenTypeIds: ids.map(() => 0) }], ['last_hidden_state'], {
    headMask,
  });
  expect(floats(found)).toEqual(expected.last_hidden_state);
});
