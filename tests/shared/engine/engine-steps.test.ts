import { describe, expect, it } from 'vitest';
import { changeBy } from '../../../shared/bert/interventions.ts';
import { Engine } from '../../../shared/engine/engine.ts';
import type { EngineText, PassOptions } from '../../../shared/engine/pass.ts';
import { openFolder } from '../../../shared/model/open-folder.ts';
import {
  large,
  largeEngine,
  only,
  randomHeadMask,
  randomText,
  sixBit,
  sixBitEngine,
  tinyEngine,
  useEngines,
} from './engine-models.ts';
import { kernelModule } from './kernel-bench.ts';
import { expectSameBits, runEngine, runInSteps } from './run-engine.ts';

useEngines();

describe('a long pass in steps', () => {
  it.each(['int8', 'int6'])(
    'gives every output the bits it has at once, while other passes run between all of its layers: %s',
    async (weights) => {
      const model = weights === 'int8' ? large : sixBit;
      let between = 0;
      const engine: Engine = await Engine.load({
        kernels: kernelModule,
        openFile: openFolder(model.folder),
        betweenLayers: async () => {
          between++;
          const other = randomText(engine, 100 + between, between);
          expectSameBits(runEngine(engine, [other], ['logits'])[0], runEngine(whole, [other], ['logits'])[0]);
        },
      });
      const whole = weights === 'int8' ? largeEngine : sixBitEngine;
      const texts = [randomText(engine, 70), randomText(engine, 41), randomText(engine, 3)];
      const headMask = randomHeadMask(engine, 5);
      const expected = runEngine(whole, texts, undefined, { headMask });
      const found = await runInSteps(engine, texts, undefined, { headMask });
      for (const [text, outputs] of found.entries()) expectSameBits(outputs, expected[text]);
      // Five between six layers, and one after the first 32 and one after the first 64 of 70 listed tokens and one of 41,
      // seven times: in each of the hidden states.
      expect(between).toBe(5 + 7 * (2 + 1));
    },
  );

  it('runs two at once: each gives the bits it has alone', async () => {
    const engine = await Engine.load({
      kernels: kernelModule,
      openFile: openFolder(large.folder),
      betweenLayers: () => new Promise((resolve) => setTimeout(resolve)),
    });
    const texts = [randomText(engine, 140, 1), randomText(engine, 90, 2), randomText(engine, 20, 3)];
    const found = await Promise.all(texts.map((text) => runInSteps(engine, [text])));
    for (const [i, text] of texts.entries()) expectSameBits(found[i][0], runEngine(largeEngine, [text])[0]);
  });

  it('is refused as at once, and a short one is never interrupted', async () => {
    const engine = await Engine.load({
      kernels: kernelModule,
      openFile: openFolder(large.folder),
      betweenLayers: () => Promise.reject(new Error('interrupted')),
    });
    const text = randomText(engine, 32);
    expectSameBits((await runInSteps(engine, [text]))[0], runEngine(largeEngine, [text])[0]);
    await expect(runInSteps(engine, [randomText(engine, 33)])).rejects.toThrow('interrupted');
    const sink = { wants: () => false, write: () => {} };
    await expect(engine.runInSteps([], sink)).rejects.toThrow('expected at least one text, found none');
  });
});

describe('a pass that begins with a later layer, and one that ends with the listed tokens', () => {
  it.each([0, 3, 5])(
    'from the hidden states of layer %i on has the bits of the whole pass, packed too',
    (firstLayer) => {
      const texts = [randomText(sixBitEngine, 20), randomText(sixBitEngine, 7)];
      const later = [`attentions.${firstLayer}`, 'hidden_states.6', `logits.${firstLayer}`, 'logits'];
      const whole = runEngine(sixBitEngine, texts);
      const resumed = texts.map((text, index) => ({
        ...text,
        hiddenStates: whole[index][`hidden_states.${firstLayer}`],
      }));
      for (const [index, found] of runEngine(sixBitEngine, resumed, later, { firstLayer }).entries()) {
        expectSameBits(found, only(whole[index], later));
      }
    },
  );

  it('shows the hidden states that it is given to the change of each text', () => {
    const { config } = sixBitEngine;
    const text = randomText(sixBitEngine, 9);
    const doubled = changeBy(config, [{ at: 'hidden_states.3', select: { tokens: [4] }, do: { scale: 2 } }]);
    const wanted = ['hidden_states.6', 'logits'];
    const [unchanged] = runEngine(sixBitEngine, [text]);
    const whole = runEngine(sixBitEngine, [{ ...text, change: doubled }, text], wanted);
    const given = { ...text, hiddenStates: unchanged['hidden_states.3'] };
    const resumed = runEngine(sixBitEngine, [{ ...given, change: doubled }, given], wanted, { firstLayer: 3 });
    resumed.forEach((found, index) => {
      expectSameBits(found, whole[index]);
    });
    expect(resumed[0].logits).not.toEqual(resumed[1].logits);
  });

  it('has the same logits, to the bit, whether or not anything else of the last layer is wanted', () => {
    const listed = [[4], [], [19, 0, 4]];
    const texts = listed.map((logitPositions, index) => ({ ...randomText(sixBitEngine, 20, index), logitPositions }));
    for (const options of [{}, { activations: 'int16' }] as const) {
      const alone = runEngine(sixBitEngine, texts, ['logits', 'logits.2'], options);
      const beside = runEngine(sixBitEngine, texts, ['logits', 'logits.2', 'hidden_states.6'], options);
      alone.forEach((found, index) => {
        expectSameBits(found, only(beside[index], ['logits', 'logits.2']));
      });
    }
  });

  it('sees a change after the last attention, of listed tokens and of others', () => {
    const text = { ...randomText(sixBitEngine, 9), logitPositions: [2, 3] };
    const change = changeBy(sixBitEngine.config, [
      { at: 'attention_block.5', select: { tokens: [3, 8] }, do: { set: 0 } },
    ]);
    const [alone] = runEngine(sixBitEngine, [{ ...text, change }], ['logits']);
    const [beside] = runEngine(sixBitEngine, [{ ...text, change }], ['logits', 'last_hidden_state']);
    expectSameBits(alone, only(beside, ['logits']));
    const [plain] = runEngine(sixBitEngine, [text], ['logits']);
    const size = sixBitEngine.config.vocabSize;
    expect(alone.logits.subarray(0, size)).toEqual(plain.logits.subarray(0, size));
    expect(alone.logits.subarray(size)).not.toEqual(plain.logits.subarray(size));
  });
});

describe('a pass that cannot be run is refused with a RangeError, after which the engine answers as before', () => {
  const good = (): EngineText => randomText(tinyEngine, 4);
  const run = (texts: readonly EngineText[], options?: PassOptions) => () => {
    tinyEngine.run(texts, { wants: () => false, write: () => {} }, options);
  };

  it.each<[string, () => () => void, string]>([
    ['no text', () => run([]), 'expected at least one text, found none'],
    [
      'hidden states without a layer to begin with',
      () => run([{ ...good(), hiddenStates: new Float32Array(128) }]),
      'expected hidden states of 0 numbers for the first layer, found 128',
    ],
    [
      'a layer to begin with, without hidden states',
      () => run([good()], { firstLayer: 1 }),
      'for the first layer, found 0',
    ],
    [
      'a layer to begin with that does not exist',
      () => run([good()], { firstLayer: 2 }),
      'expected every first layer in 0..1, found 2 at 0',
    ],
    [
      'an empty text',
      () => run([good(), { inputIds: [], tokenTypeIds: [] }]),
      'expected at least one token in every text',
    ],
    [
      '65 tokens',
      () => run([{ ...good(), inputIds: Array(65).fill(1), tokenTypeIds: Array(65).fill(0) }]),
      'at most 64 tokens in one pass, found 65',
    ],
    ['65 tokens in two texts', () => run([randomText(tinyEngine, 33), randomText(tinyEngine, 32)]), 'found 65'],
    [
      'an id beyond the vocabulary',
      () => run([{ ...good(), inputIds: [1, 2, 128, 3] }]),
      'every token id in 0..127, found 128 at 2',
    ],
    ['a negative id', () => run([{ ...good(), inputIds: [1, 2, 3, -1] }]), 'every token id in 0..127, found -1 at 3'],
    ['half an id', () => run([{ ...good(), inputIds: [0.5, 2, 3, 4] }]), 'found 0.5 at 0'],
    [
      'a token type beyond the table',
      () => run([{ ...good(), tokenTypeIds: [0, 1, 2, 0] }]),
      'every token type in 0..1, found 2 at 2',
    ],
    [
      'too few token types',
      () => run([{ ...good(), tokenTypeIds: [0, 1] }]),
      'expected 4 token types, one per token, found 2',
    ],
    [
      'a position beyond the table',
      () => run([{ ...good(), positions: [0, 1, 2, 64] }]),
      'every position in 0..63, found 64 at 3',
    ],
    [
      'a head mask with NaN',
      () =>
        run([good()], {
          headMask: [
            [1, 1, 1, 1],
            [1, Number.NaN, 1, 1],
          ],
        }),
      'expected finite numbers in the head mask, found NaN',
    ],
    [
      'too few positions',
      () => run([{ ...good(), positions: [0, 1] }]),
      'expected 4 positions, one per token, found 2',
    ],
    [
      'a logit position beyond the text',
      () => run([{ ...good(), logitPositions: [4] }]),
      'every logit position in 0..3, found 4',
    ],
    [
      'a head mask with too few layers',
      () => run([good()], { headMask: [[1, 1, 1, 1]] }),
      'a head mask [2, 4], found [1, 4]',
    ],
    [
      'a head mask with too few heads',
      () =>
        run([good()], {
          headMask: [
            [1, 1, 1, 1],
            [1, 1],
          ],
        }),
      'a head mask [2, 4], found [2, 4,2]',
    ],
  ])('%s', (_, attempt, message) => {
    const [before] = runEngine(tinyEngine, [good()]);
    expect(attempt()).toThrow(RangeError);
    expect(attempt()).toThrow(message);
    expectSameBits(runEngine(tinyEngine, [good()])[0], before);
  });
});
