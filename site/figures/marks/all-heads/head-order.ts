import type { HeadMetric } from '../../../../shared/analysis/head-metrics.ts';
import type { HeadSummaries } from './head-summaries.ts';

/** A number of each head, by which heads are sorted and filtered. */
export interface Measure {
  readonly id: string;
  readonly label: string;
  /** A sentence that says what the number is, and its unit. */
  readonly note: string;
  /** The metrics that are summed for it. */
  readonly metrics: readonly HeadMetric[];
  readonly unit: 'share' | 'bits' | 'tokens';
}

export const measures: readonly Measure[] = [
  {
    id: 'special',
    label: '[CLS], [SEP]',
    note: 'Weight on the special tokens, mean over rows.',
    metrics: ['cls', 'sep'],
    unit: 'share',
  },
  {
    id: 'previous',
    label: 'previous −1',
    note: 'Weight on the token before, mean over rows.',
    metrics: ['previous'],
    unit: 'share',
  },
  {
    id: 'self',
    label: 'itself 0',
    note: 'Weight on the token itself, mean over rows.',
    metrics: ['self'],
    unit: 'share',
  },
  {
    id: 'next',
    label: 'next +1',
    note: 'Weight on the token after, mean over rows.',
    metrics: ['next'],
    unit: 'share',
  },
  {
    id: 'entropy',
    label: 'entropy',
    note: 'How spread a row is, in bits: 0 for one key, log2 n for all alike.',
    metrics: ['entropy'],
    unit: 'bits',
  },
  {
    id: 'distance',
    label: 'distance',
    note: 'How many tokens away a row looks, weighted, mean over rows.',
    metrics: ['distance'],
    unit: 'tokens',
  },
  {
    id: 'confidence',
    label: 'peak',
    note: 'The largest weight of a row, mean over rows.',
    metrics: ['confidence'],
    unit: 'share',
  },
];

/** Offered only where something is changed, because it compares two runs. */
export const movedMeasure: Measure = {
  id: 'moved',
  label: 'moved',
  note: 'How far the rows are from those before the changes: mean Jensen-Shannon divergence, 0 to 1 bit; 1 where the head is out.',
  metrics: [],
  unit: 'share',
};

/** The measure of every head, in the order of the metrics; NaN where it has not arrived. */
export function measured(measure: Measure, { metrics, moved }: Pick<HeadSummaries, 'metrics' | 'moved'>): Float32Array {
  if (measure === movedMeasure) return moved ?? new Float32Array(metrics.self.length).fill(Number.NaN);
  const [first, ...others] = measure.metrics;
  const sum = Float32Array.from(metrics[first!]);
  for (const name of others)
    metrics[name].forEach((value, head) => {
      sum[head]! += value;
    });
  return sum;
}

/**
 * The largest value that a measure can have for `seqLen` tokens, so that all heads and all texts of a length share one
 * scale.
 */
export function measureDomain({ unit }: Measure, seqLen: number): number {
  if (unit === 'share') return 1;
  return unit === 'bits' ? Math.log2(seqLen) : Math.max(1, seqLen - 1);
}

/** Indices of heads, largest value first, those without a value last; ties keep their order. */
export function byValue(values: Float32Array): number[] {
  const rank = (head: number) => (Number.isNaN(values[head]) ? Number.NEGATIVE_INFINITY : values[head]!);
  return Array.from(values.keys()).sort((a, b) => (rank(a) === rank(b) ? a - b : rank(b) - rank(a)));
}
