import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Token } from '../../../shared/tokenizer/token.ts';
import { byValue, measured, measures } from '../../../site/figures/marks/all-heads/head-order.ts';
import { summariseHeads, thumbnailsOfBytes } from '../../../site/figures/marks/all-heads/head-summaries.ts';
import { arrange } from '../../../site/figures/marks/all-heads/overview-layout.ts';
import { lensNumbers } from '../../../site/figures/marks/matrix/matrix-numbers.ts';
import { hiddenShare, rowShares, shownUnits, squareOf, unitsOf } from '../../../site/figures/marks/matrix/square.ts';
import {
  changesInWords,
  headMask,
  toggleHead,
  toggleLayer,
  toggleMask,
} from '../../../site/playground/changes/head-mask.ts';
import { align } from '../../../site/playground/compare/align.ts';
import { difference, differenceNames } from '../../../site/playground/compare/difference.ts';
import { curlCommand, pythonLiteral, pythonProgram } from '../../../site/playground/export/request-code.ts';
import type { Screen } from '../../../site/playground/export/screen-request.ts';
import { screenRequests } from '../../../site/playground/export/screen-requests.ts';
import { headLines, lineWidth, maxLines } from '../../../site/playground/lines/head-lines.ts';
import { neuronNames } from '../../../site/playground/neuron/neuron-names.ts';
import { squareNames } from '../../../site/playground/number-names.ts';
import { noChanges } from '../../../site/playground/place.ts';
import { rolledOut } from '../../../site/playground/rolled-out.ts';
import { shellWord } from '../../../site/prose/shell-word.ts';

const token = (text: string, type: 0 | 1, word: number | null, start = 0, end = 0): Token => ({
  id: 0,
  text,
  start,
  end,
  special: word === null,
  word,
  type,
});
/** `[CLS] snow ##boarding [SEP] yes [SEP]` */
const tokens = [
  token('[CLS]', 0, null),
  token('snow', 0, 0, 0, 4),
  token('##boarding', 0, 0, 4, 12),
  token('[SEP]', 0, null),
  token('yes', 1, 0, 0, 3),
  token('[SEP]', 1, null),
];
const reading = { text: 'snowboarding', pair: 'yes', tokens };
/** Row i gives (j + 1) / 21 to column j. */
const weights = Float32Array.from({ length: 36 }, (_, index) => ((index % 6) + 1) / 21);
const everything = { from: 'both', to: 'both', fold: false } as const;

describe('units', () => {
  it('are tokens, or words whose columns are summed and whose rows are averaged', () => {
    const words = unitsOf(reading, true);
    expect(words.map(({ text }) => text)).toEqual(['[CLS]', 'snowboarding', '[SEP]', 'yes', '[SEP]']);
    const { values } = squareOf(weights, 6, words);
    expect(values[1]).toBeCloseTo((2 + 3) / 21, 6);
    expect(unitsOf(reading, false)).toHaveLength(6);
  });

  it('of one text of the pair, without the special ones where they are folded: the rest is counted, not renormalised', () => {
    const units = unitsOf(reading, false);
    expect(shownUnits(units, { from: 'a', to: 'b', fold: true })).toEqual({ rows: [1, 2], columns: [4] });
    expect(shownUnits(units, everything).rows).toHaveLength(6);
    expect(hiddenShare(squareOf(weights, 6, units), 1, [4])).toBeCloseTo(1 - 5 / 21, 6);
  });

  it('of a text that is no pair are shown whole, whatever part of a pair was chosen before', () => {
    const alone = unitsOf({ text: 'snowboarding', pair: '', tokens: tokens.slice(0, 4) }, false);
    for (const from of ['a', 'b'] as const) {
      expect(shownUnits(alone, { from, to: 'b', fold: false })).toEqual({ rows: [0, 1, 2, 3], columns: [0, 1, 2, 3] });
    }
  });

  it('show [MASK] where a token was replaced, in words too', () => {
    const masked = tokens.map((one, index) => (index === 4 ? { ...one, text: '[MASK]' } : one));
    expect(unitsOf({ ...reading, tokens: masked }, true)[3]!.text).toBe('[MASK]');
  });

  it('have shares of their row: weights stay as they are, lengths are divided by their sum', () => {
    expect(rowShares(weights, 6)).toEqual(weights);
    expect([...rowShares(Float32Array.of(1, 3, 0, 0), 2)]).toEqual([0.25, 0.75, 0, 0]);
  });
});

describe('the numbers of a matrix', () => {
  it('leave numerals under .01 to the readout, and say what stands elsewhere', () => {
    const units = unitsOf(reading, false);
    const square = squareOf(
      Float32Array.from({ length: 36 }, (_, index) => [0.005, 0.995, 0, 0, 0, 0][index % 6]!),
      6,
      units,
    );
    const shown = shownUnits(units, { ...everything, fold: true });
    const numbers = lensNumbers(square, shown, 'weight', { values: 'a', shares: 'a' });
    expect(numbers.numeral({ row: 1, column: 0 })).toBeUndefined();
    expect(numbers.numeral({ row: 1, column: 1 })).toMatchObject({ text: '1.0', tensor: 'a[1][1]', isDeep: true });
    expect(numbers.inWords({ row: 1, column: 1 })).toBe('from snow to snow, weight 0.995, rank 1 of 6');
    expect(numbers.readout({ row: 1, column: 1 })).toContainEqual(expect.objectContaining({ tensor: 'a[1][1]' }));
    expect(numbers.end(1)).toMatchObject({ text: '0.5\u00a0%', tensor: 'sum(only(a[1], 0, 3, 5))' });
  });
});

describe('names', () => {
  const changes = { off: [3], masked: [] };
  it('are those of the API; of shares where rows are divided, of weights rolled out where the API has none', () => {
    const names = (lens: 'weight' | 'norm' | 'rollout', words = false) =>
      squareNames({ lens, words, changes }, 8, 10, 1);
    expect(names('weight', true).shares).toBe('words(attentions@1[8][10])');
    expect(names('norm').values).toBe('attention_norms@1.8[10]');
    expect(names('norm').shares).toBe('shares(attention_norms@1.8[10])');
    expect(names('rollout').shares).toBe('shares(rollout(attentions@1)[8])');
    expect(squareNames({ lens: 'rollout', words: false, changes: noChanges }, 8, 10).shares).toBe('rollout[8]');
  });

  it('say of scores that came with no answer how they were computed', () => {
    const row = { layer: 8, token: 3, hasScores: false };
    expect(neuronNames(row, 10, false).score(2)).toBe('query.8[10][3] . key.8[10][2] / 8');
    expect(neuronNames(row, 10, true).weight(2)).toBe('softmax(query.8[10][3] . transpose(key.8[10]) / 8)[2]');
    expect(neuronNames({ ...row, hasScores: true }, 10, false).score(2)).toBe('attention_scores.8[10][3][2]');
  });

  it('of a difference count only what both texts have', () => {
    const names = { values: 'a', shares: 'a' };
    const pairs = [
      [0, 0],
      [2, 1],
    ] as const;
    const named = differenceNames({ names, count: 3 }, { names: { ...names, shares: 'b' }, count: 2 }, pairs);
    expect(named.cell({ row: 1, column: 0 })).toBe('b[1][0] - a[2][0]');
    expect(named.moved(1)).toBe('sum(abs(b[1] - only(a[2], 0, 2))) / 2');
  });
});

describe('lines', () => {
  const shown = { rows: [0, 1], columns: [0, 1] };
  it('are those of at least the threshold, the largest on top', () => {
    const lines = headLines(Float32Array.of(0.9, 0.1, 0.4, 0.6), 2, shown, 0.3);
    expect(lines.map(({ from, to }) => [from, to])).toEqual([
      [1, 0],
      [1, 1],
      [0, 0],
    ]);
    expect(headLines(Float32Array.of(0.9, 0.1, 0.4, 0.6), 2, shown, 0, 1)).toHaveLength(2);
    expect(headLines(Float32Array.of(0, 1, 0, 1), 2, shown, 0)).toHaveLength(2);
  });

  it('of a long text are cut to the largest, and none is thinner than a pixel', () => {
    const side = 60;
    const many = { rows: [...Array(side).keys()], columns: [...Array(side).keys()] };
    const shares = Float32Array.from({ length: side * side }, (_, index) => (index + 1) / 3600);
    const lines = headLines(shares, side, many, 0);
    expect(lines).toHaveLength(maxLines);
    expect(lines.at(-1)!.share).toBe(1);
    expect([0.0001, 0.25, 1].map(lineWidth)).toEqual([1.05, 3.5, 6]);
  });
});

describe('the overview', () => {
  const trace = {
    model: '',
    tokens,
    layers: [0],
    heads: [0, 1],
    attentions: Float32Array.of(...weights, ...Array(36).fill(1 / 6)),
  };

  it('measures each head as the shared metrics do, and sorts by any of them', () => {
    const { metrics, side, thumbnails } = summariseHeads(trace);
    expect(metrics.entropy[1]).toBeCloseTo(Math.log2(6), 5);
    const special = measured(measures.find(({ id }) => id === 'special')!, { metrics, moved: undefined });
    expect([...special].map((value) => value.toFixed(4))).toEqual([(11 / 21).toFixed(4), (3 / 6).toFixed(4)]);
    expect(byValue(metrics.entropy)).toEqual([1, 0]);
    expect([side, thumbnails.length]).toEqual([6, 72]);
  });

  it('lays the thumbnails side by side in that order', () => {
    const { opacity, width } = arrange({ thumbnails: Uint8Array.of(1, 2), side: 1 }, [1, 0], 2);
    expect(width).toBe(6);
    expect([...opacity].filter(Boolean)).toEqual([2, 1]);
  });
});

describe('rollout of fetched heads', () => {
  it('is the product of (mean + identity) / 2 from the first layer on', () => {
    const attentions = Float32Array.of(1, 0, 1, 0, 0, 1, 0, 1);
    const rolled = rolledOut({ model: '', tokens: tokens.slice(0, 2), layers: [0, 1], heads: [0], attentions });
    expect([...rolled.attentions]).toEqual([1, 0, 0.5, 0.5, 0.75, 0.25, 0.5, 0.5]);
  });
});

describe('changes', () => {
  it('knock out heads and whole layers, and bring them back', () => {
    const one = toggleHead(noChanges, 8, 10);
    expect(
      headMask(one.off)
        .flat()
        .filter((kept) => kept === 0),
    ).toHaveLength(1);
    expect(headMask(one.off)[8]![10]).toBe(0);
    expect(toggleHead(one, 8, 10)).toEqual(noChanges);
    const layer = toggleLayer(one, 8);
    expect(changesInWords(layer).map(({ label }) => label)).toEqual(['Layer 9, all heads']);
    expect(toggleLayer(layer, 8)).toEqual(noChanges);
    expect(changesInWords(one).map(({ label }) => label)).toEqual(['Layer 9 · Head 11']);
  });

  it('mask tokens in their order', () => {
    expect(toggleMask(toggleMask(noChanges, 7), 2).masked).toEqual([2, 7]);
  });
});

describe('thumbnails of bytes', () => {
  it('are the largest of each block on the square-root scale, as of floats', () => {
    const n = 64;
    const bytes = Uint8Array.from({ length: n * n }, (_, index) => (index * 7) % 256);
    const pooled = thumbnailsOfBytes(bytes, n);
    expect(pooled).toHaveLength(32 * 32);
    const block = [0, 1, n, n + 1].map((index) => bytes[index]!);
    expect(pooled[0]).toBe(Math.round(255 * Math.sqrt(Math.max(...block) / 255)));
  });
});

describe('texts of different length', () => {
  const units = (text: string) =>
    text.split(' ').map((word, index) => ({ text: word, special: false, type: 0 as const, tokens: [index] }));
  it('are aligned by what both have, in order; of equal length by position', () => {
    expect(align(units('a b c'), units('a x c'))).toEqual({
      by: 'position',
      pairs: [
        [0, 0],
        [1, 1],
        [2, 2],
      ],
    });
    expect(align(units('a b c d'), units('b x d'))).toEqual({
      by: 'common',
      pairs: [
        [1, 0],
        [3, 2],
      ],
    });
  });

  it('differ by their shares, over the pairs only', () => {
    const square = (text: string, values: number[]) =>
      squareOf(Float32Array.from(values), text.split(' ').length, units(text));
    const { values, units: names } = difference(
      square('a b', [1, 0, 0.5, 0.5]),
      square('a c', [0.25, 0.75, 0.5, 0.5]),
      [
        [0, 0],
        [1, 1],
      ],
    );
    expect([...values]).toEqual([-0.75, 0.75, 0, 0]);
    expect(names.map(({ text }) => text)).toEqual(['a', 'b | c']);
  });
});

describe('the code that reproduces a screen', () => {
  it('quotes any text so that a POSIX shell gives it back', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', '')),
          { maxLength: 6 },
        ),
        (texts) => {
          const words = texts.map(shellWord).join(' ');
          const printed = execFileSync('sh', ['-c', `for word in ${words}; do printf '%s\\0' "$word"; done`], {
            encoding: 'utf8',
          });
          expect(printed.split('\0').slice(0, -1)).toEqual(texts);
        },
      ),
      { numRuns: 25 },
    );
  });

  const screen: Screen = {
    text: "It's it.",
    pair: '',
    layer: 8,
    heads: [10, 2],
    token: 1,
    lens: 'weight',
    words: false,
    changes: noChanges,
    positions: [1],
    bestWords: ['it', 'he'],
    follow: '',
    otherText: '',
    otherPair: '',
    otherChanges: noChanges,
    seqLen: 8,
    otherSeqLen: 0,
  };
  it('asks for what the views show, and for the second text where there is one', () => {
    const [matrix] = screenRequests(screen);
    expect(matrix!.body).toEqual({ text: "It's it.", layers: [8], heads: [10, 2] });
    expect(screenRequests({ ...screen, lens: 'rollout' })[0]!.body).toEqual({
      text: "It's it.",
      layers: [8],
      reduce: 'rollout',
    });
    const changed = screenRequests({
      ...screen,
      changes: { off: [1], masked: [2] },
      otherText: 'B',
      otherChanges: { off: [1], masked: [1] },
      otherSeqLen: 3,
    });
    expect(changed.map(({ view }) => view)).toContain('What the changes move');
    expect(changed.at(-1)!.body).toMatchObject({ text: 'B', tensors: ['attentions.8'], mask_tokens: [1] });
  });

  it('is of every request that a view asks: also of the words before heads were knocked out', () => {
    const views = (changes: Screen['changes']) => screenRequests({ ...screen, changes }).map(({ view }) => view);
    expect(views(noChanges)).not.toContain('Which word stood there before');
    expect(views({ off: [1], masked: [2] })).toContain('Which word stood there before');
    const bodies = screenRequests({ ...screen, changes: { off: [1], masked: [2] }, follow: 'she' })
      .filter(({ path }) => path === '/v1/fill-mask')
      .slice(1)
      .map(({ body }) => [body.top_k ?? body.targets, 'head_mask' in body, body.mask_tokens]);
    expect(bodies).toEqual([
      [8, true, [2]],
      [['it', 'he'], false, [2]],
      [['she'], true, [2]],
      [['she'], false, [2]],
    ]);
  });

  it('asks of a long text for no scores that one answer would not hold, and computes those of the row', () => {
    const ofLength = (seqLen: number) => screenRequests({ ...screen, seqLen })[1]!;
    expect(ofLength(358).body.tensors).toContain('attention_scores.8');
    expect(ofLength(359).body.tensors).toEqual(['query.8', 'key.8']);
    expect(ofLength(512).bytes).toBeLessThanOrEqual(8 * 2 ** 20);
    expect(ofLength(512).python).toContain('scores = [sum(');
  });

  it('takes what is too large for JSON as safetensors', () => {
    const states = screenRequests({ ...screen, seqLen: 200 }).find(
      ({ view }) => view === 'Layers: vectors and mixing',
    )!;
    expect(curlCommand('http://x', states)).toContain("-H 'accept: application/vnd.safetensors' -o answer.safetensors");
    expect(pythonProgram('http://x', states)).toContain('from safetensors.numpy import load');
  });

  it('writes JSON as Python, head masks as a rule', () => {
    expect(pythonLiteral({ words: true, list: [1, 'a"b', null] })).toBe('{"words": True, "list": [1, "a\\"b", None]}');
    expect(pythonLiteral({ head_mask: headMask([13]) })).toContain('not in {(1, 1)}');
  });
});
