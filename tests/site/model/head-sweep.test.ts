import { describe, expect, it } from 'vitest';
import { limits } from '../../../shared/api/limits.ts';
import { sweepTokens } from '../../../shared/model/sweep-changes.ts';
import { bertBaseSizes } from '../../../site/model/bert-base.ts';
import { bodyOf, mostSweptTokens, tooLongToSweep, withLine } from '../../../site/model/fetch-head-sweep.ts';
import { headSweepTokens, quicklySweptTokens } from '../../../site/model/head-sweep.ts';

const tokensOf = (seqLen: number) => Array.from({ length: seqLen }, () => ({ id: 1, type: 0 }) as const);

describe('what a sweep over heads costs', () => {
  it.each([3, 13, 25, 103, 104, 512])('of %i tokens is counted as the API counts it', (seqLen) => {
    const sweep = { tokens: tokensOf(seqLen), position: 0, over: { of: 'heads' } } as const;
    expect(headSweepTokens(seqLen)).toBe(sweepTokens(bertBaseSizes, sweep));
  });

  it('is within the limit up to 103 tokens, and a quarter of it up to 25', () => {
    expect(headSweepTokens(mostSweptTokens)).toBeLessThanOrEqual(limits.tokensPerSweep);
    expect(headSweepTokens(mostSweptTokens + 1)).toBeGreaterThan(limits.tokensPerSweep);
    expect([mostSweptTokens, quicklySweptTokens]).toEqual([103, 25]);
    expect(tooLongToSweep(140)).toContain('Up to 103 tokens');
  });
});

describe('the lines of a sweep', () => {
  const first = {
    object: 'sweep',
    tokens: [],
    position: 4,
    targets: [{ token: 'it', id: 2009, log_probability: -0.5, logit: 12 }],
  };

  it('become one answer, head by head', () => {
    const begun = withLine(undefined, first)!;
    expect(begun).toMatchObject({ position: 4, word: { token: 'it', id: 2009, logProbability: -0.5 } });
    expect(begun.changes).toHaveLength(144);
    expect(begun.changes.every(Number.isNaN)).toBe(true);
    const known = withLine(begun, { index: [8, 10], log_probability: [-0.7], logit: [-1] })!;
    expect(known.changes[8 * 12 + 10]).toBe(-0.7);
    expect(known.changes.filter(Number.isFinite)).toHaveLength(1);
    expect(withLine(known, { object: 'sweep.end', usage: {} })).toBe(known);
  });

  it('are asked for with the fields that there are', () => {
    const question = { text: 'Dogs [MASK].', pair: '', masked: [], position: 2 };
    expect(bodyOf(question)).toEqual({ text: 'Dogs [MASK].', over: 'heads', position: 2 });
    expect(bodyOf({ ...question, pair: 'Run.', masked: [1], word: 'bark' })).toEqual({
      text: 'Dogs [MASK].',
      text_pair: 'Run.',
      over: 'heads',
      position: 2,
      mask_tokens: [1],
      targets: ['bark'],
    });
  });
});
