import { describe, expect, it } from 'vitest';
import {
  type AtPlaces,
  type FollowedPair,
  FollowedRows,
  layerNormDivisor,
  remainingScales,
  scaleAtPlaces,
} from '../../../shared/analysis/followed-places.ts';
import {
  type AttributionWeights,
  attributionSources,
  type FollowedPass,
  scoreAttribution,
} from '../../../shared/analysis/score-attribution.ts';
import { bert } from '../../../shared/bert/bert.ts';
import { type FloatTensor, row } from '../../../shared/bert/float-tensor.ts';
import type { Affine } from '../../../shared/bert/linear.ts';
import { trace } from '../../../shared/bert/trace.ts';
import { expectClose } from '../../expect-close.ts';
import { golden, tinyConfig, tinyWeights } from '../bert/tiny-bert.ts';
import { type Float64Pass, float64Pass, splitByDefinition } from './float64-bert.ts';

const { numAttentionHeads: heads, headSize } = tinyConfig;

/** The little BERT's weights, as a split of a score of this head reads them. */
function weightsFor(layer: number, head: number): AttributionWeights {
  const { embeddings, layers } = tinyWeights;
  const ofHead = ({ weight, bias }: Affine): Affine => {
    const size = weight.shape[1];
    const [first, end] = [head * headSize, (head + 1) * headSize];
    return {
      weight: { shape: [headSize, size], data: weight.data.subarray(first * size, end * size) },
      bias: { shape: [headSize], data: bias.data.subarray(first, end) },
    };
  };
  return {
    layerNorm: (index) => {
      if (index === 0) return embeddings.layerNorm;
      const { attentionLayerNorm, outputLayerNorm } = layers[(index - 1) >> 1];
      return index % 2 === 1 ? attentionLayerNorm : outputLayerNorm;
    },
    attentionOutput: (l) => layers[l].attentionOutput,
    feedForwardBias: (l) => layers[l].output.bias,
    query: ofHead(layers[layer].query),
    key: ofHead(layers[layer].key),
  };
}

type RowsOf = (name: string) => readonly ArrayLike<number>[];

/** A pass whose tensors all stand ready. */
function followed(rowsOf: RowsOf, divisors: readonly Float64Array[], pair: FollowedPair): FollowedPass {
  const scales = remainingScales(divisors, pair.seqLen);
  const normAfter = (name: string) => {
    const layer = Number(name.slice(name.lastIndexOf('.') + 1));
    if (name.startsWith('embeddings.')) return 0;
    return 2 * layer + (name.startsWith('context.') ? 1 : 2);
  };
  return {
    scales: scales.map((scale) => scaleAtPlaces(scale, pair)),
    rows(name): AtPlaces {
      const rows = rowsOf(name);
      const gathered = new FollowedRows(rows[0].length, pair, scales[normAfter(name)]);
      for (const [token, values] of rows.entries()) gathered.add(token, 0, values);
      return gathered.vectors;
    },
  };
}

function ofFloat64({ rows, divisors }: Float64Pass, layer: number, pair: FollowedPair): FollowedPass {
  const upToLayer = divisors.slice(0, 2 * layer + 1).map((each) => Float64Array.from(each));
  return followed((name) => rows[name], upToLayer, pair);
}

/** Of the plain reference, in float32. */
function ofReference(tensors: Record<string, FloatTensor>, layer: number, pair: FollowedPair): FollowedPass {
  const tokens = Array.from({ length: pair.seqLen }, (_, t) => t);
  const sums = (a: FloatTensor, b: FloatTensor) => tokens.map((t) => row(a, t).map((value, i) => value + row(b, t)[i]));
  const before = [
    tokens.map((t) => row(tensors['embeddings.sum'], t)),
    ...Array.from({ length: layer }, (_, l) => [
      sums(tensors[`hidden_states.${l}`], tensors[`attention_output.${l}`]),
      sums(tensors[`attention_block.${l}`], tensors[`feed_forward_output.${l}`]),
    ]).flat(),
  ];
  const divisors = before.map((rows) => Float64Array.from(rows, (x) => layerNormDivisor(x, tinyConfig.layerNormEps)));
  const merged = (name: string) => (t: number) =>
    Array.from({ length: heads }, (_, h) => [...row(tensors[name], h, t)]).flat();
  return followed(
    (name) => (name.startsWith('context.') ? tokens.map(merged(name)) : tokens.map((t) => row(tensors[name], t))),
    divisors,
    pair,
  );
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
      const { terms, centred } = scoreAttribution(
        weightsFor(place.layer, place.head),
        ofFloat64(pass, place.layer, pair),
        {
          layer: place.layer,
          heads,
        },
      );
      const scores = pass.scores[place.layer][place.head][place.from];
      expectClose([sum(terms)], [scores[place.to]], 1e-9);
      expectClose([sum(centred)], [scores[place.to] - sum(scores) / scores.length], 1e-9);
    },
  );

  it.each(places)('is what one gets with every other source switched off, term by term within 1e-9: %j', (place) => {
    const { input } = golden('pair');
    const pass = float64Pass(tinyConfig, tinyWeights, input);
    const pair = { ...place, seqLen: input.inputIds.length };
    const split = scoreAttribution(weightsFor(place.layer, place.head), ofFloat64(pass, place.layer, pair), {
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
          const pass = ofReference(tensors, layer, { from, to, seqLen });
          const head = (from + to) % heads;
          const { terms, centred } = scoreAttribution(weightsFor(layer, head), pass, { layer, heads });
          const scores = row(tensors[`attention_scores.${layer}`], head, from);
          expectClose([sum(terms)], [scores[to]], 1e-4);
          expectClose([sum(centred)], [scores[to] - sum(scores) / seqLen], 1e-4);
        }
      }
    },
  );
});
