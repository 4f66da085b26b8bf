import { describe, expect, it } from 'vitest';
import { Tensor } from '#ort';
import { createSession } from '../../../shared/engine/backend.ts';
import { floats, int64, padded } from './feeds.ts';
import { randomIds, session, useSession } from './tiny-session.ts';

useSession();

describe('feeds that do not fit are named in the error, after which the session answers as before', () => {
  const good = () => padded([randomIds(4, 1)]);

  it.each<[string, () => Record<string, Tensor>, string[], RegExp]>([
    ['an unknown output', good, ['queries.0'], /queries\.0/],
    ['a missing input', () => ({ input_ids: good().input_ids }), ['query.0'], /attention_mask/],
    [
      'inputs of different shapes',
      () => ({ ...good(), token_type_ids: int64([0, 0], [1, 2]) }),
      ['query.0'],
      /token_type_ids: expected \[batch, seqLen\] = \[1, 4\], found \[1,2\]/,
    ],
    [
      'ids without a batch',
      () => ({ ...good(), input_ids: int64([9, 9, 9, 9], [4]) }),
      ['query.0'],
      /input_ids: expected \[batch, seqLen\], found \[4\]/,
    ],
    [
      'logit positions without texts',
      () => ({ ...good(), logit_positions: int64([1, 2, 3], [3]) }),
      ['logits'],
      /logit_positions: expected \[count, 2\], found \[3\]/,
    ],
    [
      'an id beyond the vocabulary',
      () => ({ ...good(), input_ids: int64([1, 500, 2, 3], [1, 4]) }),
      ['query.0'],
      /token id in 0\.\.127, found 500 at 1/,
    ],
    [
      'an empty text',
      () => ({ ...good(), attention_mask: int64([0, 0, 0, 0], [1, 4]) }),
      ['query.0'],
      /at least one token/,
    ],
    [
      'no texts',
      () => Object.fromEntries(Object.keys(good()).map((name) => [name, int64([], [0, 4])])),
      ['query.0'],
      /at least one text/,
    ],
    ['65 tokens', () => padded([randomIds(65, 1)]), ['query.0'], /at most 64 tokens in one pass, found 65/],
    [
      'a head mask of a wrong shape',
      () => ({ ...good(), head_mask: new Tensor('float32', new Float32Array(6), [2, 3]) }),
      ['query.0'],
      /head mask \[2, 4\], found \[2, 3\]/,
    ],
    [
      'a head mask without layers',
      () => ({ ...good(), head_mask: new Tensor('float32', new Float32Array(4), [4]) }),
      ['query.0'],
      /head_mask: expected \[layers, heads\], found \[4\]/,
    ],
    [
      'a logit position at padding',
      () => ({ ...padded([[9, 9], [9]]), logit_positions: int64([1, 1], [1, 2]) }),
      ['logits'],
      /logit_positions: expected a token of text 1, found 1/,
    ],
    [
      'a logit position of no text',
      () => ({ ...good(), logit_positions: int64([1, 0], [1, 2]) }),
      ['logits'],
      /logit_positions: expected a text in 0\.\.0, found 1/,
    ],
    [
      'logit positions in falling order',
      () => ({ ...padded([[9], [9]]), logit_positions: int64([1, 0, 0, 0], [2, 2]) }),
      ['logits'],
      /rising order/,
    ],
  ])('%s', async (_, feeds, names, message) => {
    const before = await session.run(good(), ['last_hidden_state']);
    await expect(session.run(feeds(), names)).rejects.toThrow(message);
    const after = await session.run(good(), ['last_hidden_state']);
    expect(floats(after.last_hidden_state)).toEqual(floats(before.last_hidden_state));
  });

  it('an output that no session has is refused at the start', async () => {
    await expect(createSession('tiny?outputs=query.9')).rejects.toThrow(
      'expected the name of an output, found "query.9"',
    );
  });

  it('a model that nobody provided is refused, with the names of those there are', async () => {
    await expect(createSession('huge')).rejects.toThrow(
      /^expected one of the provided models \((?:[^)]+, )?tiny(?:, [^)]+)?\), found "huge"/,
    );
  });
});
