import { describe, expect, it } from 'vitest';
import type { FollowedPair } from '../../../shared/analysis/followed-places.ts';
import { attributionSources, type FollowedPass, scoreAttribution } from '../../../shared/analysis/score-attribution.ts';
import { bert } from '../../../shared/bert/bert.ts';
import { row } from '../../../shared/bert/float-tensor.ts';
import { trace } from '../../../shared/bert/trace.ts';
import { expectClose } from '../../expect-close.ts';
import { golden, tinyConfig, tinyWeights } from '../bert/tiny-bert.ts';
import { type Float64Pass, float64Pass, splitByDefinition } from './float64-bert.ts';
import { followed, ofReference, weightsFor } from './followed-reference.ts';

const { numAttentionHeads: heads } = tinyConfig;
const tiny = (place: { layer: number; head: number }) => weightsFor(tinyConfig, tinyWeights, place);

function ofFloat64({ rows, divisors }: Float64Pass, layer: number, pair: FollowedPair): FollowedPass {
  const upToLayer = divisors.slice(0, 2 * layer + 1).map((each) => Float64Array.from(each));
  return followed((name) => rows[name], upToLayer, pair);
}

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
const places = [
  { layer: 0, head: 1, from: 2, to: 3 },
  { layer: 1, head: 0, from: 0, to: 4 },
  { layer: 1, head: 3, from: 4, to: 4 },
];

describe('scoreAttribution', () => {
  it('has the sources of all that was added before the layer, in the order of the pass', () => {
    expect(attributionSources(0, 2)).toEqual(['word', 'position', 'token_type', 'bias']);
    expect(attributionSources(2, 2).slice(3)).toEqual([
      ...['head.0.0', 'head.0.1', 'feed_forward.0'],
      ...['head.1.0', 'head.1.1', 'feed_forward.1', 'bias'],
    ]);
  });

  it.each(places)(
    'adds up to the score of a BERT in float64 within 1e-9, centred to what stands above its row’s mean: %j',
    (place) => {
      const { input } = golden('pair');
      const pass = float64Pass(tinyConfig, tinyWeights, input);
      const pair = { ...place, seqLen: input.inputIds.length };
      const { terms, centred } = scoreAttribution(tiny(place), ofFloat64(pass, place.layer, pair), {
        layer: place.layer,
        heads,
      });
      const scores = pass.scores[place.layer][place.head][place.from];
      expectClose([sum(terms)], [scores[place.to]], 1e-9);
      expectClose([sum(centred)], [scores[place.to] - sum(scores) / scores.length], 1e-9);
    },
  );

  it.each(places)('is what one gets with every other source switched off, term by term within 1e-9: %j', (place) => {
    const { input } = golden('pair');
    const pass = float64Pass(tinyConfig, tinyWeights, input);
    const pair = { ...place, seqLen: input.inputIds.length };
    const split = scoreAttribution(tiny(place), ofFloat64(pass, place.layer, pair), {
      layer: place.layer,
      heads,
    });
    const expected = splitByDefinition(tinyConfig, tinyWeights, pass, place);
    expectClose(split.terms, expected.terms.flat(), 1e-9, 'terms');
    expectClose(split.centred, expected.centred.flat(), 1e-9, 'centred');
  });

  it.each(['single', 'pair'] as const)(
    '"%s": adds up to the score of shared/bert within 1e-4, for every pair of tokens, the heads of the last layer in turn',
    (name) => {
      const { input } = golden(name);
      const tensors = trace(bert(tinyConfig, tinyWeights, input));
      const [layer, seqLen] = [1, input.inputIds.length];
      for (let from = 0; from < seqLen; from++) {
        for (let to = 0; to < seqLen; to++) {
          const pass = ofReference(tinyConfig, tensors, layer, { from, to, seqLen });
          const head = (from + to) % heads;
          const { terms, centred } = scoreAttribution(tiny({ layer, head }), pass, { layer, heads });
          const scores = row(tensors[`attention_scores.${layer}`], head, from);
          expectClose([sum(terms)], [scores[to]], 1e-4);
          expectClose([sum(centred)], [scores[to] - sum(scores) / seqLen], 1e-4);
        }
      }
    },
  );
});
