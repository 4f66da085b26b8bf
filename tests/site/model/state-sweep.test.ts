import { expect, it } from 'vitest';
import { limits } from '../../../shared/api/limits.ts';
import { sweepTokens } from '../../../shared/model/sweep-changes.ts';
import { bertBaseSizes } from '../../../site/model/bert-base.ts';
import { bodyOf, withLine } from '../../../site/model/fetch-state-sweep.ts';
import { mostStateTokens, stateSweepTokens } from '../../../site/model/state-sweep.ts';

const tokensOf = (seqLen: number) => Array.from({ length: seqLen }, () => ({ id: 1, type: 0 }) as const);

it.each([3, 9, 35, 36, 512])('counts a sweep over the states of %i tokens as the API counts it', (seqLen) => {
  const tokens = tokensOf(seqLen);
  const sweep = { tokens, position: 0, over: { of: 'states', source: tokens } } as const;
  expect(stateSweepTokens(seqLen)).toBe(sweepTokens(bertBaseSizes, sweep));
});

it('allows as many tokens as the limit does', () => {
  expect(stateSweepTokens(mostStateTokens)).toBeLessThanOrEqual(limits.tokensPerSweep);
  expect(stateSweepTokens(mostStateTokens + 1)).toBeGreaterThan(limits.tokensPerSweep);
});

it('asks for the words at the blank, and puts its lines together, word by word and state by state', () => {
  const question = {
    text: 'Rome is in [MASK].',
    source: 'Paris is in [MASK].',
    position: 4,
    words: ['italy', 'france'],
  };
  expect(bodyOf(question)).toEqual({
    text: question.text,
    over: 'states',
    patch: { text: question.source },
    position: 4,
    targets: ['italy', 'france'],
  });
  const targets = question.words.map((token, id) => ({ token, id, log_probability: -id, logit: 1 }));
  const begun = withLine(undefined, { object: 'sweep', tokens: Array(7).fill({ text: 'a' }), targets })!;
  expect(begun.words[1]).toEqual({ token: 'france', id: 1, logProbability: -1 });
  expect(begun.changes.map((of) => of.filter(Number.isNaN).length)).toEqual([84, 84]);
  const known = withLine(begun, { index: [11, 4], log_probability: [-0.5, 3], logit: [0, 0] })!;
  expect(known.changes.map((of) => of[11 * 7 + 4])).toEqual([-0.5, 3]);
  expect(withLine(known, { object: 'sweep.end' })).toBe(known);
});
