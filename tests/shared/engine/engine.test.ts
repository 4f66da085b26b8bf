import { describe, expect, it, onTestFinished } from 'vitest';
import { Engine } from '../../../shared/engine/engine.ts';
import type { EngineText } from '../../../shared/engine/pass.ts';
import { openFolder } from '../../../shared/model/open-folder.ts';
import { expectClose } from '../../expect-close.ts';
import { golden, goldenCases } from '../bert/tiny-bert.ts';
import { convertedRandomBert, longBertConfig } from './converted-models.ts';
import {
  large,
  largeEngine,
  load,
  only,
  randomHeadMask,
  randomText,
  sixBit,
  sixBitEngine,
  tiny,
  tinyEngine,
  useEngines,
} from './engine-models.ts';
import { dotKernelModule, plainKernelModule } from './kernel-bench.ts';
import { roundedMaps } from './rounded-maps.ts';
import { expectSameBits, type Outputs, outputShape, runEngine, runInSteps, runReference } from './run-engine.ts';

useEngines();

function goldenText(name: (typeof goldenCases)[number]): EngineText {
  const { input } = golden(name);
  return { ...input, logitPositions: [...input.inputIds.keys()] };
}

/** Every output by name, within `bound` of its largest number. */
function expectReference(found: Outputs, expected: Outputs, bound: number): void {
  for (const [name, values] of Object.entries(found)) {
    const largest = expected[name].reduce((max, value) => Math.max(max, Math.abs(value)), 0);
    expectClose(values, expected[name], bound * largest, name);
  }
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
