import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recording, type SiteValues } from '../../../shared/bert/change.ts';
import type { FloatTensor } from '../../../shared/bert/float-tensor.ts';
import { changeBy, type Intervention } from '../../../shared/bert/interventions.ts';
import { axesOf, sitesOf } from '../../../shared/bert/sites.ts';
import { traceNames } from '../../../shared/bert/trace.ts';
import { Engine } from '../../../shared/engine/engine.ts';
import type { EngineText } from '../../../shared/engine/pass.ts';
import { openFolder } from '../../../shared/model/open-folder.ts';
import { expectClose } from '../../expect-close.ts';
import { type ConvertedModel, convertedRandomBert } from './converted-models.ts';
import { kernelModule } from './kernel-bench.ts';
import { seededRandom } from './random.ts';
import { expectSameBits, runEngine, runInSteps, runReference } from './run-engine.ts';

let model: ConvertedModel;
let engine: Engine;
let text: EngineText;
let names: string[];

beforeAll(async () => {
  model = await convertedRandomBert('all-MiniLM-L6-v2');
  engine = await Engine.load({ kernels: kernelModule, openFile: openFolder(model.folder) });
  text = randomText(9, 1);
  names = [...traceNames(model.config), 'logits'];
});
afterAll(() => model.remove());

function randomText(length: number, seed: number): EngineText {
  const random = seededRandom(seed);
  return {
    inputIds: random.integers(length, 0, model.config.vocabSize - 1),
    tokenTypeIds: random.integers(length, 0, model.config.typeVocabSize - 1),
    logitPositions: [...Array(length).keys()],
  };
}

const changed = (interventions: readonly Intervention[], of = text): EngineText => ({
  ...of,
  change: changeBy(model.config, interventions),
});

/** The numbers of every site of an unchanged run, by the engine and by the reference. */
function valuesOf(of: EngineText): Record<'ours' | 'theirs', ReadonlyMap<string, FloatTensor>> {
  const [ours, theirs] = [new Map<string, FloatTensor>(), new Map<string, FloatTensor>()];
  runEngine(engine, [{ ...of, change: recording(ours) }], names);
  runReference(model, { ...of, change: recording(theirs) });
  return { ours, theirs };
}

function expectReference(of: readonly Intervention[], reference = of, base = text): void {
  const [found] = runEngine(engine, [changed(of, base)], names);
  const expected = runReference(model, changed(reference, base));
  for (const name of names) {
    const largest = expected[name]!.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expectClose(found![name]!, expected[name]!, 2e-3 * Math.max(1, largest), name);
  }
}

describe('a change in the engine', () => {
  it('that gives the same numbers gives the same bits, in one go and in steps', async () => {
    const plain = runEngine(engine, [text], names)[0]!;
    const same = {
      ...text,
      change: changeBy(
        model.config,
        sitesOf(model.config).map((at) => ({ at, do: { scale: 1 } })),
      ),
    };
    expectSameBits(runEngine(engine, [same], names)[0]!, plain);
    expectSameBits((await runInSteps(engine, [same], names))[0]!, plain);
  });

  it('is shown every site, with the numbers that the reference has there, within 2e-3', () => {
    const { ours, theirs } = valuesOf(text);
    expect([...ours.keys()].sort()).toEqual([...theirs.keys(), `hidden_states.${model.config.numHiddenLayers}`].sort());
    for (const [name, { data, shape }] of theirs) {
      expect(ours.get(name)!.shape, name).toEqual(shape);
      const largest = data.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
      expectClose(ours.get(name)!.data, data, 2e-3 * largest, name);
    }
  });

  it('has the reference’s consequences at every site of the embeddings, the first and the last layer, within 2e-3 of the largest number', () => {
    const last = model.config.numHiddenLayers - 1;
    for (const at of sitesOf(model.config).filter((site) => !/\.[1-9]/.test(site) || site.endsWith(`.${last}`))) {
      const select = axesOf(at) === 'headPairs' ? { heads: [1], from: [2, 5], to: [0, 3] } : { tokens: [2, 5] };
      expectReference([
        { at, select, do: { scale: 0.5 } },
        { at, select, do: { add: 0.25 } },
      ]);
    }
  });

  it.each<Intervention[]>([
    [{ at: 'attentions.*', do: { set: 'uniform' } }],
    [{ at: 'attentions.1', do: { set: 'identity' } }],
    [{ at: 'attentions.0', select: { heads: [0], from: [4], to: [1] }, do: { set: 0 }, renormalize: true }],
    [{ at: 'attention_residual.*', do: { set: 0 } }],
    [
      { at: 'feed_forward_output.*', do: { set: 0 } },
      { at: 'embeddings.position', do: { set: 0 } },
    ],
  ])('%j: as the reference, within 2e-3 of the largest number', (...interventions) => expectReference(interventions));

  it('freezes and patches with its own unchanged runs, as the reference with its own, within 2e-3', () => {
    const { ours, theirs } = valuesOf(text);
    const other = valuesOf(randomText(12, 2));
    const list = (own: SiteValues, values: SiteValues): Intervention[] => [
      { at: 'embeddings.position', do: { set: 0 } },
      { at: 'attentions.*', do: { freeze: own } },
      { at: 'value.1', select: { heads: [0], tokens: [1, 2] }, do: { patch: { values, tokens: [11, 0] } } },
    ];
    expectReference(list(ours, other.ours), list(theirs, other.theirs));
  });

  it('sees a text of two feed-forward chunks whole', () => {
    const long = randomText(140, 3);
    expectReference(
      [{ at: 'intermediate.0', select: { tokens: [1, 127, 128, 139] }, do: { set: 0 } }],
      undefined,
      long,
    );
  });

  it('of one text of a pack leaves the others as they are, to the bit', () => {
    const others = [randomText(5, 4), randomText(7, 5)];
    const plain = runEngine(engine, others, names);
    const mixed = runEngine(engine, [others[0]!, changed([{ at: 'value.*', do: { set: 0 } }]), others[1]!], names);
    expectSameBits(mixed[0]!, plain[0]!);
    expectSameBits(mixed[2]!, plain[1]!);
  });

  it('has positions of its own beside it, within 2e-3', () => {
    const reversed = { ...text, positions: [...Array(9).keys()].toReversed() };
    expectReference([{ at: 'query.0', do: { scale: 2 } }], undefined, reversed);
  });
});
