import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { changeBy } from '../../../shared/bert/interventions.ts';
import { Engine } from '../../../shared/engine/engine.ts';
import type { EngineText, PassOptions } from '../../../shared/engine/pass.ts';
import { openFolder } from '../../../shared/model/open-folder.ts';
import { expectClose } from '../../expect-close.ts';
import { golden, goldenCases } from '../bert/tiny-bert.ts';
import { type ConvertedModel, convertedRandomBert, convertedTinyBert, longBertConfig } from './converted-models.ts';
import { dotKernelModule, kernelModule, plainKernelModule } from './kernel-bench.ts';
import { seededRandom } from './random.ts';
import { roundedMaps } from './rounded-maps.ts';
import {
  expectSameBits,
  type HeadMask,
  type Outputs,
  outputShape,
  runEngine,
  runInSteps,
  runReference,
} from './run-engine.ts';

let tiny: ConvertedModel;
let tinyEngine: Engine;
let large: ConvertedModel;
let largeEngine: Engine;
let sixBit: ConvertedModel;
let sixBitEngine: Engine;

async function load({ folder }: ConvertedModel): Promise<Engine> {
  return Engine.load({ kernels: kernelModule, openFile: openFolder(folder) });
}

beforeAll(async () => {
  [tiny, large] = [
    await convertedTinyBert(undefined, 'all-MiniLM-L6-v2'),
    await convertedRandomBert('all-MiniLM-L6-v2'),
  ];
  sixBit = await convertedRandomBert('bert-base-uncased');
  [tinyEngine, largeEngine, sixBitEngine] = [await load(tiny), await load(large), await load(sixBit)];
});

afterAll(() => {
  for (const model of [tiny, large, sixBit]) model.remove();
});

function randomText({ config }: Engine, length: number, seed = length): EngineText {
  const random = seededRandom(seed);
  return {
    inputIds: random.integers(length, 0, config.vocabSize - 1),
    tokenTypeIds: random.integers(length, 0, config.typeVocabSize - 1),
    logitPositions: [...Array(length).keys()],
  };
}

function goldenText(name: (typeof goldenCases)[number]): EngineText {
  const { input } = golden(name);
  return { ...input, logitPositions: [...input.inputIds.keys()] };
}

function randomHeadMask({ config }: Engine, seed: number): HeadMask {
  const random = seededRandom(seed);
  const weights = () =>
    Array.from({ length: config.numAttentionHeads }, () => [0, 1, random.uniform()][random.integer(0, 2)]);
  return Array.from({ length: config.numHiddenLayers }, weights);
}

/** Every output by name, within `bound` of its largest number. */
function expectReference(found: Outputs, expected: Outputs, bound: number): void {
  for (const [name, values] of Object.entries(found)) {
    const largest = expected[name].reduce((max, value) => Math.max(max, Math.abs(value)), 0);
    expectClose(values, expected[name], bound * largest, name);
  }
}

function only(outputs: Outputs, names: readonly string[]): Outputs {
  return Object.fromEntries(names.map((name) => [name, outputs[name]]));
}

/** How finely int8 models round their activations: 16 bits where passes are compared, else 14, four times as coarsely. */
const roundings = [
  { bits: 16, options: { activations: 'int16' }, coarseness: 1 },
  { bits: 14, options: {}, coarseness: 4 },
] as const;

describe.each(roundings)(
  'the engine on the weights of tiny-bert, activations of $bits bits, against the plain reference on the same dequantized weights',
  ({ options, coarseness }) => {
    const tolerance = 2e-3 * coarseness;

    it.each(goldenCases)(`"%s": every output within ${tolerance} of its largest number`, (name) => {
      const text = goldenText(name);
      const [found] = runEngine(tinyEngine, [text], undefined, options);
      expectReference(found, runReference(tiny, text), tolerance);
    });

    it.each([64, 33, 2])(
      `%i random tokens: every output within ${tolerance} of its largest number, with some heads masked too`,
      (length) => {
        const text = randomText(tinyEngine, length);
        const headMask = randomHeadMask(tinyEngine, length);
        expectReference(runEngine(tinyEngine, [text], undefined, options)[0], runReference(tiny, text), tolerance);
        expectReference(
          runEngine(tinyEngine, [text], undefined, { ...options, headMask })[0],
          runReference(tiny, text, headMask),
          tolerance,
        );
      },
    );

    it(`adds no error of its own: embeddings are exact, the first projections within ${6e-5 * coarseness}, what the bits allow`, () => {
      const text = randomText(tinyEngine, 64);
      const expected = runReference(tiny, text);
      const embeddings = ['embeddings.word', 'embeddings.position', 'embeddings.token_type', 'embeddings.sum'];
      expectReference(runEngine(tinyEngine, [text], embeddings)[0], expected, 0);
      expectReference(runEngine(tinyEngine, [text], ['hidden_states.0'])[0], expected, 4e-7);
      const projections = runEngine(tinyEngine, [text], ['query.0', 'key.0', 'value.0'], options)[0];
      expectReference(projections, expected, 6e-5 * coarseness);
    });
  },
);

describe.each(roundings)(
  'the engine on six random layers of int8, activations of $bits bits, vocabulary 203',
  ({ options, coarseness }) => {
    const tolerance = 8e-4 * coarseness;

    it.each([1, 5, 129, 140])(`%i tokens: every output within ${tolerance} of the reference`, (length) => {
      const text = randomText(largeEngine, length);
      expectReference(runEngine(largeEngine, [text], undefined, options)[0], runReference(large, text), tolerance);
    });

    it('which come in many shards, with matrices in parts', () => {
      for (const { index } of [largeEngine, sixBitEngine]) {
        expect(index.tensors['encoder.layer.3.output.dense.weight'].parts).toBe(2);
        expect(Object.keys(index.shards).length).toBeGreaterThan(10);
      }
    });

    it(`masks heads as the reference does, within ${tolerance}`, () => {
      const text = randomText(largeEngine, 30);
      const headMask = randomHeadMask(largeEngine, 30);
      expectReference(
        runEngine(largeEngine, [text], undefined, { ...options, headMask })[0],
        runReference(large, text, headMask),
        tolerance,
      );
    });
  },
);

describe('the engine on six random layers of int6, whose activations have 8 bits', () => {
  it.each([1, 5, 140])(
    '%i tokens: every linear map is the plain one of the rounded input, within 2e-6 of its largest number',
    (length) => {
      const text = randomText(sixBitEngine, length);
      const [found] = runEngine(sixBitEngine, [text]);
      expectReference(found, { ...found, ...roundedMaps(sixBit, found, length) }, 2e-6);
    },
  );

  it('140 tokens: attention and the first layer are within 3e-2 of the reference, which does not round', () => {
    const text = randomText(sixBitEngine, 140);
    const names = ['query.0', 'key.0', 'value.0', 'attentions.0', 'context.0', 'hidden_states.1'];
    expectReference(runEngine(sixBitEngine, [text], names)[0], runReference(sixBit, text), 3e-2);
  });

  it.each([
    ['without relaxed SIMD', plainKernelModule],
    ['with products of bytes that add up in one instruction', dotKernelModule],
  ])('gives the same bits %s', async (_, kernels) => {
    const plain = await Engine.load({ kernels, openFile: openFolder(sixBit.folder) });
    const text = randomText(plain, 33);
    expectSameBits(runEngine(plain, [text])[0], runEngine(sixBitEngine, [text])[0]);
  });
});

it('the engine on 262 tokens, three feed-forward chunks: every output within 8e-4 of the reference', async () => {
  const long = await convertedRandomBert('all-MiniLM-L6-v2', longBertConfig);
  onTestFinished(() => long.remove());
  const engine = await load(long);
  const text = randomText(engine, 262);
  expectReference(runEngine(engine, [text])[0], runReference(long, text), 8e-4);
});

describe('the engine on six random layers of int6, whose activations have 16 bits where passes are compared', () => {
  const options = { activations: 'int16' } as const;

  it.each([1, 5, 129, 140])('%i tokens: every output within 8e-4 of the reference', (length) => {
    const text = randomText(sixBitEngine, length);
    expectReference(runEngine(sixBitEngine, [text], undefined, options)[0], runReference(sixBit, text), 8e-4);
  });

  it('gives the same bits in steps and in a pack, and leaves other passes as they were', async () => {
    const texts = [randomText(sixBitEngine, 30), randomText(sixBitEngine, 41)];
    const before = runEngine(sixBitEngine, texts);
    const packed = runEngine(sixBitEngine, texts, undefined, options);
    const inSteps = await runInSteps(sixBitEngine, texts, undefined, options);
    for (const [index, text] of texts.entries()) {
      const [alone] = runEngine(sixBitEngine, [text], undefined, options);
      expectSameBits(packed[index], alone);
      expectSameBits(inSteps[index], alone);
    }
    for (const [index, outputs] of runEngine(sixBitEngine, texts).entries()) expectSameBits(outputs, before[index]);
  });
});

describe('one pass', () => {
  it('gives a text the same bits in a pack of several as alone', () => {
    for (const [engine, lengths] of [
      [tinyEngine, [7, 1, 13, 30, 4]],
      [largeEngine, [60, 3, 40, 36, 1]],
      [sixBitEngine, [59, 3, 41, 36, 1]],
    ] as const) {
      const texts = lengths.map((length, i) => randomText(engine, length, i + 1));
      const together = runEngine(engine, texts);
      for (const [i, text] of texts.entries()) expectSameBits(together[i], runEngine(engine, [text])[0]);
    }
  });

  it('gives the same bits again, whatever ran before', () => {
    for (const engine of [largeEngine, sixBitEngine]) {
      const text = randomText(engine, 9);
      const [before] = runEngine(engine, [text]);
      runEngine(engine, [randomText(engine, 140)], ['last_hidden_state']);
      expectSameBits(runEngine(engine, [text])[0], before);
    }
  });

  it('gives an output the same bits alone as among all others', () => {
    const text = randomText(tinyEngine, 20);
    const [all] = runEngine(tinyEngine, [text]);
    for (const name of tinyEngine.outputs.keys()) {
      expectSameBits(runEngine(tinyEngine, [text], [name])[0], only(all, [name]));
    }
  });

  it('takes every position from `positions` when there are some', () => {
    const text = randomText(tinyEngine, 5);
    const straight = runEngine(tinyEngine, [text])[0];
    expectSameBits(runEngine(tinyEngine, [{ ...text, positions: [0, 1, 2, 3, 4] }])[0], straight);
    const [later] = runEngine(tinyEngine, [{ ...text, positions: [63, 1, 2, 3, 9] }], ['embeddings.position']);
    const table = tiny.weights.embeddings.position.data;
    const row = (position: number) => [...table.subarray(position * 64, (position + 1) * 64)];
    expect([...later['embeddings.position']]).toEqual([63, 1, 2, 3, 9].flatMap(row));
  });

  it('computes logits of listed tokens only, in the order listed, as among all', () => {
    const text = randomText(largeEngine, 11);
    const all = runEngine(largeEngine, [text], ['logits'])[0].logits;
    const logitPositions = [10, 0, 3, 7, 4, 10];
    const { logits } = runEngine(largeEngine, [{ ...text, logitPositions }], ['logits'])[0];
    expect([...logits]).toEqual(logitPositions.flatMap((token) => [...all.subarray(token * 203, (token + 1) * 203)]));
    const names: string[] = [];
    const sink = { wants: () => true, write: (name: string) => names.push(name) };
    largeEngine.run([{ inputIds: text.inputIds, tokenTypeIds: text.tokenTypeIds }], sink);
    expect(names).not.toContain('logits');
    expect(names).toContain('last_hidden_state');
  });

  it('knocks a head out: its context is 0, the other heads of the layer stay as they are', () => {
    const text = randomText(tinyEngine, 6);
    const headMask = [
      [1, 0, 1, 1],
      [1, 1, 1, 1],
    ];
    const [masked] = runEngine(tinyEngine, [text], ['context.0', 'attentions.0', 'attention_scores.0'], { headMask });
    const [plain] = runEngine(tinyEngine, [text], ['context.0', 'attentions.0', 'attention_scores.0']);
    expect(masked['attention_scores.0']).toEqual(plain['attention_scores.0']);
    for (const [name, size] of [
      ['context.0', 6 * 16],
      ['attentions.0', 36],
    ] as const) {
      const heads = (values: Float32Array) => [0, 1, 2, 3].map((head) => values.slice(head * size, (head + 1) * size));
      expect(heads(masked[name])[1]).toEqual(new Float32Array(size));
      for (const head of [0, 2, 3]) expect(heads(masked[name])[head]).toEqual(heads(plain[name])[head]);
    }
  });
});

it('transformed_value, weighted by the attentions and summed over heads and keys, plus bias, is attention_output within 2e-4 of its largest number', () => {
  for (const [engine, { weights }, length] of [
    [tinyEngine, tiny, 20],
    [largeEngine, large, 140],
  ] as const) {
    const text = randomText(engine, length);
    const [outputs] = runEngine(engine, [text]);
    weights.layers.forEach(({ attentionOutput }, layer) => {
      const sums = weightedValues(engine, text, outputs, layer, attentionOutput.bias.data);
      const expected = outputs[`attention_output.${layer}`];
      const largest = expected.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
      expectClose(sums, expected, 2e-4 * largest, `layer ${layer}`);
    });
  }
});

/** sum_h sum_k attentions[h, q, k] transformedValue[h, k] + bias, [n, hiddenSize] */
function weightedValues(
  engine: Engine,
  text: EngineText,
  outputs: Outputs,
  layer: number,
  bias: Float32Array,
): Float64Array {
  const [heads, length, size] = outputShape(engine, `transformed_value.${layer}`, text);
  const probs = outputs[`attentions.${layer}`];
  const values = outputs[`transformed_value.${layer}`];
  const sums = Float64Array.from({ length: length * size }, (_, i) => bias[i % size]);
  for (let head = 0; head < heads; head++) {
    for (let pair = 0; pair < length * length; pair++) {
      const [query, key] = [Math.floor(pair / length), pair % length];
      const from = (head * length + key) * size;
      for (let i = 0; i < size; i++) sums[query * size + i] += probs[head * length * length + pair] * values[from + i];
    }
  }
  return sums;
}

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
