import { rollout } from '../../../../shared/analysis/rollout.ts';
import { wayOf } from '../../../../site/figures/head-arcs/head-arcs.ts';
import { pairProducts } from '../../../../site/figures/scores/pair-products.ts';
import { measured } from '../../../../site/first-paint/measured.ts';
import { presetTensors, presetWords } from '../../../../site/first-paint/preset-trace.ts';
import { headCount, layerCount } from '../../../../site/model/reader-place.ts';
import { type Trace, traceRow } from '../../../../site/model/trace.ts';
import { firstPreset } from '../../../../site/reader/presets.ts';
import { type Claim, fact, number, numberIn } from './claims.ts';

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);
const layers = upTo(layerCount);
const heads = upTo(headCount);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** All heads' rows of the first sentence: what the weights go to. */
export async function claimsOfWeights(): Promise<Claim[]> {
  const names = layers.map((layer) => `attentions.${layer}`);
  const trace = await presetTensors(firstPreset, [...names, ...layers.map((layer) => `attention_scores.${layer}`)]);
  const sep = trace.tokens.length - 1;
  const rows = allRows(trace, 'attentions');
  const keepsItself = rows.filter(({ row, token }) => row.indexOf(Math.max(...row)) === token).length / rows.length;
  const toOthers = (token: number, of = layers) => 1 - mean(of.flatMap((layer) => ownWeights(trace, layer, token)));
  const ofIt = heads.map((head) => Array.from(traceRow(trace, 'attentions.8', head, firstPreset.token)));
  const onSep = ofIt.filter((row) => row.indexOf(Math.max(...row)) === sep).map((row) => row[sep]!);
  const below = mean(rows.flatMap(({ row }) => row.map((weight) => Number(weight < 0.5 / row.length))));
  const peaked = { with: peaks(rows, 1), without: peaks(allRows(trace, 'attention_scores'), 8) };
  const beside = [-1, 1].map((offset) => headsOnNeighbour(trace, offset));
  const sepToOthers = layers.slice(4, 9).map((layer) => toOthers(sep, [layer]));
  return [
    number('89 % of the weight', 100 * mean(trace.tokens.map((_, token) => toOthers(token)))),
    number('89 % in the first one', 100 * mean(trace.tokens.map((_, token) => toOthers(token)))),
    number('keep 22 %', 100 * (1 - toOthers(0))),
    number('and 53 %', 100 * (1 - toOthers(sep))),
    fact('only one row in nine has its largest weight there', Math.round(1 / keepsItself) === 9, keepsItself),
    fact(
      'in layers 5 to 9 of the first sentence it gives others about a tenth of its weight',
      sepToOthers.every((share) => Math.abs(share - 0.1) < 0.03),
      sepToOthers,
    ),
    fact(
      '`[CLS]` keeps much of its own in the first four layers',
      layers.slice(0, 4).every((layer) => toOthers(0, [layer]) < 0.6),
      layers.map((layer) => toOthers(0, [layer])),
    ),
    fact(
      'the largest weight of *it* goes to `[SEP]` in ten of the twelve heads; in four of them it is more than half',
      onSep.length === 10 && onSep.filter((weight) => weight > 0.5).length === 4,
      onSep,
    ),
    fact(
      'layer 3. Heads 1 and 10 look mostly at the next token, head 7 mostly at the token itself',
      [0, 9, 6].every((head, index) => {
        const { kind, share } = wayOf(traceRow(trace, 'attentions.2', head), trace.tokens);
        return kind === ['the next', 'the next', 'itself'][index] && share > 0.5;
      }),
      heads.map((head) => wayOf(traceRow(trace, 'attentions.2', head), trace.tokens)),
    ),
    fact('most shares of all heads are less than half of that', below > 0.5, below),
    fact(
      'one token then takes more than 90 % in three rows of four, over all heads; with the division, in one row of eleven',
      Math.abs(peaked.without - 3 / 4) < 0.02 && Math.round(1 / peaked.with) === 11,
      peaked,
    ),
    fact('in the first sentence seven do', beside[0]! + beside[1]! === 7, beside),
    rolloutClaim(trace),
  ];
}

/** Vectors of the first sentence, and what is read out of them. */
export async function claimsOfVectors(): Promise<Claim[]> {
  const { token, layer, head } = firstPreset;
  const cosines = await Promise.all(
    upTo(layerCount + 1).map((at) => measured(`cos(hidden_states.${at}[${token}], hidden_states.0[${token}])`)),
  );
  const mixed = await presetTensors(
    firstPreset,
    layers.map((at) => `token_mixing.${at}`),
  );
  const kept = layers.map((at) => {
    const shares = Array.from(traceRow(mixed, `token_mixing.${at}`, token));
    return shares[token]! - Math.max(...shares.filter((_, from) => from !== token));
  });
  const reports = await presetTensors(firstPreset, [`context.${layer}`]);
  const lengths = heads.map((at) => Math.hypot(...traceRow(reports, `context.${layer}`, at, token)));
  const words = await presetWords(firstPreset, token);
  const read = (word: string, at: number) => words[at]!.find((one) => one.token === word)!.probability;
  const vectors = await presetTensors(firstPreset, [`query.${layer}`, `key.${layer}`]);
  const vector = (name: string, at: number) => Array.from(traceRow(vectors, `${name}.${layer}`, head, at));
  const { products, sum } = pairProducts(vector('query', token), vector('key', 2));
  const smaller = products.toSorted((a, b) => Math.abs(b) - Math.abs(a)).slice(5);
  const share = smaller.reduce((total, product) => total + product, 0) / sum;
  return [
    fact(
      'that of *it* falls in every layer',
      cosines.every((one, at) => at === 0 || one < cosines[at - 1]!),
      cosines,
    ),
    fact('In no layer does *it* get as much from another token as it keeps', Math.min(...kept) > 0, kept),
    fact(
      'those of head 11 are the strongest of the layer for *it*',
      lengths.indexOf(Math.max(...lengths)) === head,
      lengths,
    ),
    numberIn('after layer 10 (0.63)', '0.63', read('cat', 10)),
    numberIn('after layer 11 (0.92)', '0.92', read('cat', 11)),
    numberIn('as *it* (0.999) after layer 12', '0.999', read('it', 12)),
    fact(
      'the fifty-nine smaller products still make up nearly half',
      smaller.length === 59 && share > 0.45 && share < 0.5,
      share,
    ),
  ];
}

interface Row {
  readonly token: number;
  readonly row: readonly number[];
}

function allRows(trace: Trace, name: string): Row[] {
  return layers.flatMap((layer) =>
    heads.flatMap((head) =>
      trace.tokens.map((_, token) => ({ token, row: Array.from(traceRow(trace, `${name}.${layer}`, head, token)) })),
    ),
  );
}

function ownWeights(trace: Trace, layer: number, token: number): number[] {
  return heads.map((head) => traceRow(trace, `attentions.${layer}`, head, token, token)[0]!);
}

/** The part of rows in which one key has more than 90 %: of weights, or of what softmax makes of `factor` times the scores. */
function peaks(rows: readonly Row[], factor: number): number {
  const largest = rows.map(({ row }) => {
    if (factor === 1) return Math.max(...row);
    const top = Math.max(...row);
    return 1 / row.reduce((sum, score) => sum + Math.exp(factor * (score - top)), 0);
  });
  return mean(largest.map((weight) => Number(weight > 0.9)));
}

/** Heads that give, on average over the rows, more than half of their weight to the token at an offset. */
function headsOnNeighbour(trace: Trace, offset: number): number {
  const last = trace.tokens.length - 1;
  const rows = upTo(last + 1).filter((token) => token + offset >= 0 && token + offset <= last);
  const means = layers.flatMap((layer) =>
    heads.map((head) =>
      mean(rows.map((token) => traceRow(trace, `attentions.${layer}`, head, token, token + offset)[0]!)),
    ),
  );
  return means.filter((weight) => weight > 0.5).length;
}

function rolloutClaim(trace: Trace): Claim {
  const seqLen = trace.tokens.length;
  const means = layers.map((layer) => {
    const square = new Float32Array(seqLen * seqLen);
    for (const head of heads) {
      traceRow(trace, `attentions.${layer}`, head).forEach((weight, at) => {
        square[at]! += weight / headCount;
      });
    }
    return square;
  });
  const rolled = means
    .slice(0, 8)
    .reduce<Float32Array | undefined>((before, one) => rollout(one, seqLen, before), undefined)!;
  const row = (token: number) => Array.from(rolled.subarray(token * seqLen, (token + 1) * seqLen));
  const apart = trace.tokens.map(
    (_, token) => row(token).reduce((sum, one, at) => sum + Math.abs(one - row(0)[at]!), 0) / 2,
  );
  const special = trace.tokens.map((_, token) => row(token)[0]! + row(token).at(-1)!);
  return fact(
    'the rows of all tokens are nearly the same from layer 8 on, and more than half of each is `[CLS]` and `[SEP]`',
    apart.every((one) => one < 0.1) && special.every((one) => one > 0.5),
    { apart, special },
  );
}
