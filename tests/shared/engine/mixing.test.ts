import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Engine } from '../../../shared/engine/engine.ts';
import { openFolder } from '../../../shared/model/open-folder.ts';
import { expectClose } from '../../expect-close.ts';
import { golden, goldenCases } from '../bert/tiny-bert.ts';
import { type ConvertedModel, convertedTinyBert } from './converted-models.ts';
import { kernelModule } from './kernel-bench.ts';
import { runEngine, runReference } from './run-engine.ts';

let model: ConvertedModel;
let engine: Engine;
const names = ['mixing', 'attention_norms', 'token_mixing'].flatMap((family) => [`${family}.0`, `${family}.1`]);

beforeAll(async () => {
  model = await convertedTinyBert();
  engine = await Engine.load({ kernels: kernelModule, openFile: openFolder(model.folder) });
});

afterAll(() => model.remove());

describe('the lenses of the engine, on the weights of tiny-bert', () => {
  it.each(goldenCases)('"%s": the share of other tokens is that of the plain reference within 2e-4', (name) => {
    const { input } = golden(name);
    const [found] = runEngine(engine, [input], names);
    const expected = runReference(model, input);
    for (const layer of [0, 1]) expectClose(found[`mixing.${layer}`], expected[`mixing.${layer}`], 2e-4);
  });

  it.each(goldenCases)(
    '"%s": the shares of every pair of tokens are those of the plain reference within 2e-4',
    (name) => {
      const { input } = golden(name);
      const [found] = runEngine(engine, [input], names);
      const expected = runReference(model, input);
      for (const layer of [0, 1]) expectClose(found[`token_mixing.${layer}`], expected[`token_mixing.${layer}`], 2e-4);
    },
  );

  it('the shares of pairs follow the mask of the heads within 5e-4, and each text of a pass keeps to itself', () => {
    const inputs = [golden('single').input, golden('one').input, golden('pair').input];
    const headMask = [0, 1].map((layer) => [1, 0, 0.5, layer]);
    runEngine(engine, inputs, names, { headMask }).forEach((found, text) => {
      const expected = runReference(model, inputs[text], headMask);
      for (const layer of [0, 1]) expectClose(found[`token_mixing.${layer}`], expected[`token_mixing.${layer}`], 5e-4);
    });
  });

  it('no share comes from other tokens where there are none, or where no head is left', () => {
    expect([...runEngine(engine, [golden('one').input], names)[0]['mixing.0']]).toEqual([0]);
    const { input } = golden('single');
    const knockedOut = [0, 1].map(() => [0, 0, 0, 0]);
    const [found] = runEngine(engine, [input], names, { headMask: knockedOut });
    for (const layer of [0, 1]) expect(found[`mixing.${layer}`]).toEqual(new Float32Array(input.inputIds.length));
    expect(found['attention_norms.1'].every((value) => value === 0)).toBe(true);
  });

  it('leave every other output as it is without them, to the bit', () => {
    const { input } = golden('pair');
    const others = [...engine.outputs.keys()].filter((name) => !names.includes(name));
    const [without] = runEngine(engine, [input], others);
    const [among] = runEngine(engine, [input], [...others, ...names]);
    for (const name of others) expect(among[name], name).toEqual(without[name]);
  });
});
