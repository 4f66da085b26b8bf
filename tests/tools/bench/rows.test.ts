import { describe, expect, it } from 'vitest';
import { median } from '../../../tools/bench/rounds.ts';
import { type Row, ratiosOf, rowOf } from '../../../tools/bench/rows.ts';

const at = { runtime: 'node', model: 'bert-base-uncased', tokens: 12, batch: 1, threads: 1 } as const;

function row(changed: Partial<Row>): Row {
  const rounds = [{ ms: 10, cpuMs: 9, peakMiB: 200 }];
  return { ...rowOf(at, 'ours', 500, { firstMs: 20, rounds }), jsd: null, ...changed };
}

describe('median', () => {
  it('is the middle one, or the mean of the middle two', () => {
    expect(median([9, 1, 3])).toBe(3);
    expect(median([9, 1, 3, 5])).toBe(4);
  });
});

describe('rowOf', () => {
  it('takes the median and the best of the rounds, and the largest memory', () => {
    const rounds = [30, 10, 20].map((ms) => ({ ms, cpuMs: ms / 2, peakMiB: 200 + ms }));
    const found = rowOf(at, 'stock', 500, { firstMs: 99, rounds });
    expect(found).toMatchObject({ ms: 20, best_ms: 10, cpu_ms: 10, first_ms: 99, load_ms: 500, memory_mib: 230 });
    expect(found.tokens_per_second).toBe(600);
  });

  it('has null for what the runtime does not tell', () => {
    const rounds = [{ ms: 10, cpuMs: Number.NaN, peakMiB: Number.NaN }];
    expect(rowOf(at, 'ours', 1, { firstMs: 1, rounds })).toMatchObject({ cpu_ms: null, memory_mib: null });
  });
});

describe('ratiosOf', () => {
  it('compares only the same case in the same runtime', () => {
    const rows = [
      row({}),
      row({ contender: 'stock', ms: 21 }),
      row({ contender: 'stock', ms: 80, tokens: 32 }),
      row({ contender: 'stock', ms: 90, runtime: 'workerd' }),
      row({ contender: 'newest', ms: 7, threads: 2 }),
    ];
    expect(ratiosOf(rows)).toEqual({ 'bert-base-uncased/12/stock': 2.1 });
  });

  it('names batches by their texts and runtimes other than Node first', () => {
    const batch = { runtime: 'workerd', tokens: 600, batch: 32 } as const;
    expect(ratiosOf([row(batch), row({ ...batch, contender: 'stock', ms: 25 })])).toEqual({
      'workerd/bert-base-uncased/batch-32/stock': 2.5,
    });
  });
});
