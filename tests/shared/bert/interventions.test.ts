import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bert } from '../../../shared/bert/bert.ts';
import { recording, valuesName } from '../../../shared/bert/change.ts';
import type { FloatTensor } from '../../../shared/bert/float-tensor.ts';
import { changeBy, type Intervention } from '../../../shared/bert/interventions.ts';
import { axesOf, sitesOf } from '../../../shared/bert/sites.ts';
import { trace } from '../../../shared/bert/trace.ts';
import { expectClose } from '../../expect-close.ts';
import { golden, tinyConfig, tinyWeights } from './tiny-bert.ts';

const { input } = golden('single');
const seqLen = input.inputIds.length;
const sites = sitesOf(tinyConfig);

function run(interventions: readonly Intervention[] = [], text = input) {
  return trace(bert(tinyConfig, tinyWeights, text, changeBy(tinyConfig, interventions)));
}

/** The numbers of every site of an unchanged run. */
function valuesOf(text = input): ReadonlyMap<string, FloatTensor> {
  const values = new Map<string, FloatTensor>();
  bert(tinyConfig, tinyWeights, text, recording(values));
  return values;
}

const plain = run();
const values = valuesOf();

describe('the sites', () => {
  it('are shown in their order, each once, with the numbers of the trace that has their name', () => {
    const shown = sites.flatMap((site) => {
      const heads = axesOf(site) === 'rows' ? [undefined] : [0, 1, 2, 3];
      return heads.map((head) => [site, head] as const);
    });
    expect([...values.keys()].sort()).toEqual(shown.map(([site, head]) => valuesName(site, head)).sort());
    for (const [site, head] of shown) {
      const { data } = values.get(valuesName(site, head))!;
      const name = site
        .replace('attention_residual', 'hidden_states')
        .replace('feed_forward_residual', 'attention_block');
      const ofTrace = plain[name]!.data;
      const from = (head ?? 0) * data.length;
      expect(data, site).toEqual(ofTrace.slice(from, from + data.length));
    }
  });
});

describe('an intervention that changes nothing', () => {
  const site = fc.constantFrom(...sites);
  const nothing = fc.constantFrom<Intervention['do']>(
    { scale: 1 },
    { add: 0 },
    { freeze: values },
    { patch: { values } },
  );

  it('gives the same bits at every site', () => {
    fc.assert(
      fc.property(site, nothing, (at, operation) => {
        expect(run([{ at, do: operation }])).toEqual(plain);
      }),
      { numRuns: 60 },
    );
  });

  it('is one at a site that nothing follows from: the last token of an unselected axis keeps its numbers', () => {
    const changed = run([{ at: 'value.1', select: { heads: [2], tokens: [1] }, do: { set: 5 } }]);
    const { data, shape } = changed['value.1']!;
    const cells = [...data.keys()].filter((cell) => data[cell] !== plain['value.1']!.data[cell]);
    const first = (2 * seqLen + 1) * shape[2]!;
    expect(cells).toEqual(Array.from({ length: shape[2]! }, (_, i) => first + i));
  });
});

describe('interventions', () => {
  it('at different sites may stand in any order', () => {
    const list: Intervention[] = [
      { at: 'hidden_states.1', select: { tokens: [0] }, do: { scale: 0.5 } },
      { at: 'embeddings.position', do: { set: 0 } },
      { at: 'attentions.0', select: { heads: [1] }, do: { set: 'uniform' } },
      { at: 'feed_forward_output.*', do: { add: 0.1 } },
    ];
    expect(run(list.toReversed())).toEqual(run(list));
  });

  it('at one site follow each other in the order of the list', () => {
    const twice = (...operations: Intervention['do'][]) => run(operations.map((each) => ({ at: 'query.0', do: each })));
    expect(twice({ scale: 2 }, { add: 1 })['query.0']!.data[0]).toBeCloseTo(2 * plain['query.0']!.data[0]! + 1, 5);
    expect(twice({ add: 1 }, { scale: 2 })['query.0']!.data[0]).toBeCloseTo(2 * (plain['query.0']!.data[0]! + 1), 5);
  });

  it('leave everything before their site as it was, and let everything after it follow', () => {
    const changed = run([{ at: 'context.0', select: { heads: [0] }, do: { set: 0 } }]);
    for (const name of ['hidden_states.0', 'query.0', 'attentions.0']) expect(changed[name], name).toEqual(plain[name]);
    for (const name of ['attention_output.0', 'hidden_states.1', 'last_hidden_state']) {
      expect(changed[name], name).not.toEqual(plain[name]);
    }
  });

  it('take numbers in the shape of the selection, row by row', () => {
    const changed = run([
      {
        at: 'attentions.1',
        select: { heads: [0, 3], from: [2], to: [0, 1] },
        do: { set: [[[0.1, 0.2]], [[0.3, 0.4]]] },
      },
    ])['attentions.1']!.data;
    const at = (head: number, to: number) => changed[(head * seqLen + 2) * seqLen + to]!;
    expect([at(0, 0), at(0, 1), at(3, 0), at(3, 1)]).toEqual([0.1, 0.2, 0.3, 0.4].map(Math.fround));
  });

  it('cut an edge, and renormalise the rest of its row alone, within 1e-6', () => {
    const select = { heads: [1], from: [2], to: [0] };
    const { data } = run([{ at: 'attentions.0', select, do: { set: 0 }, renormalize: true }])['attentions.0']!;
    const before = plain['attentions.0']!.data;
    const first = (seqLen + 2) * seqLen;
    const rest = 1 - before[first]!;
    for (let to = 1; to < seqLen; to++) expect(data[first + to]).toBeCloseTo(before[first + to]! / rest, 6);
    expect(data[first]).toBe(0);
    expect(data.slice(0, first)).toEqual(before.slice(0, first));
    expect(data.slice(first + seqLen)).toEqual(before.slice(first + seqLen));
  });

  it('let each token look at itself alone, or at all alike', () => {
    const same = run([{ at: 'attentions.*', do: { set: 'identity' } }]);
    expect(same['context.1']!.data).toEqual(same['value.1']!.data);
    const alike = run([{ at: 'attentions.*', do: { set: 'uniform' } }])['attentions.1']!.data;
    expect(new Set(alike)).toEqual(new Set([Math.fround(1 / seqLen)]));
  });

  it('give the weights of the unchanged run back, whatever was changed before', () => {
    const changed = run([
      { at: 'embeddings.position', do: { set: 0 } },
      { at: 'attentions.*', do: { freeze: values } },
    ]);
    expect(changed['attentions.1']).toEqual(plain['attentions.1']);
    expect(changed['attention_scores.1']).not.toEqual(plain['attention_scores.1']);
  });

  it('bring rows of another text, of other tokens where they are named, within 1e-4', () => {
    const other = golden('pair');
    const patch = { values: valuesOf(other.input), tokens: [3] };
    const changed = run([{ at: 'hidden_states.1', select: { tokens: [1] }, do: { patch } }])['hidden_states.1']!;
    const [, size] = changed.shape;
    const theirs = other.tensors['hidden_states.1']!.data.slice(3 * size!, 4 * size!);
    expectClose(changed.data.slice(size!, 2 * size!), theirs, 1e-4);
  });

  it('knock a head out as the head mask does', () => {
    const headMask = [
      [1, 1, 0, 1],
      [1, 1, 1, 1],
    ];
    const masked = trace(bert(tinyConfig, tinyWeights, { ...input, headMask }));
    expect(run([{ at: 'attentions.0', select: { heads: [2] }, do: { set: 0 } }])).toEqual(masked);
  });
});

describe('positions', () => {
  const at = (positionIds: number[]) => trace(bert(tinyConfig, tinyWeights, { ...input, positionIds }));

  it('are 0, 1, 2, ... where nobody says otherwise', () => {
    expect(at([...input.inputIds.keys()])).toEqual(plain);
  });

  it('are rows of the table, whichever', () => {
    const changed = at(input.inputIds.map(() => 1))['embeddings.position']!.data;
    const size = tinyConfig.hiddenSize;
    for (let t = 0; t < seqLen; t++) {
      expect(changed.slice(t * size, (t + 1) * size)).toEqual(plain['embeddings.position']!.data.slice(size, 2 * size));
    }
  });

  it('must be one for each token', () => {
    expect(() => at([0])).toThrow(`positionIds: expected as many as inputIds, ${seqLen}, found 1`);
  });
});

describe('what cannot be done is refused, with the path of the field', () => {
  it.each<[Intervention, string]>([
    [{ at: 'attention.0', do: { set: 0 } }, 'interventions[0].at: expected one of embeddings.word,'],
    [{ at: 'query.2', do: { set: 0 } }, 'interventions[0].at: expected one of'],
    [{ at: 'embeddings.*', do: { set: 0 } }, 'interventions[0].at: expected one of'],
    [
      { at: 'query.0', select: { from: [0] }, do: { set: 0 } },
      'interventions[0].from: expected one of heads, tokens at this site',
    ],
    [
      { at: 'query.0', select: { heads: [4] }, do: { set: 0 } },
      'interventions[0].heads: expected indices from 0 to 3, found 4',
    ],
    [{ at: 'query.0', select: { tokens: [-1] }, do: { set: 0 } }, 'interventions[0].tokens: expected indices from 0'],
    [{ at: 'query.0', do: { set: [1, 2] } }, 'interventions[0].set[0]: expected a list of'],
    [
      { at: 'query.0', select: { heads: [0], tokens: [0] }, do: { add: [[1]] } },
      'interventions[0].add[0][0]: expected a list of 16, found a number',
    ],
    [{ at: 'query.0', do: { set: 'uniform' } }, 'interventions[0].set: expected numbers at query.0, found "uniform"'],
    [
      { at: 'attention_scores.0', do: { scale: 2 }, renormalize: true },
      'interventions[0].renormalize: expected attentions, found attention_scores.0',
    ],
    [
      { at: 'hidden_states.1', do: { patch: { values: valuesOf(golden('pair').input) } } },
      'interventions[0].patch: expected [',
    ],
    [
      { at: 'hidden_states.1', select: { tokens: [0, 1] }, do: { patch: { values, tokens: [0] } } },
      'interventions[0].patch.tokens: expected as many as are selected, 2, found 1',
    ],
    [
      { at: 'hidden_states.1', select: { tokens: [0] }, do: { patch: { values, tokens: [99] } } },
      'interventions[0].patch.tokens: expected indices from 0 to',
    ],
    [
      { at: 'attentions.1', do: { patch: { values, tokens: [0] } } },
      'interventions[0].patch.tokens: expected a site with a row for each token',
    ],
    [
      { at: 'query.0', do: { freeze: new Map() } },
      'interventions[0].freeze: expected the numbers of query.0[0], found none',
    ],
  ])('%j', (intervention, message) => {
    expect(() => run([intervention])).toThrow(message);
  });
});

it('every site of a layer is of one kind', () => {
  expect(sites.filter((site) => axesOf(site) === 'headPairs')).toHaveLength(2 * tinyConfig.numHiddenLayers);
});
