import type { ContenderName } from './contender.ts';
import type { RuntimeName } from './options.ts';
import { type Measured, median } from './rounds.ts';

/** One contender on one case, as `bench.json` has it. */
export interface Row {
  readonly runtime: RuntimeName;
  readonly model: string;
  /** Tokens of all texts of the case together. */
  readonly tokens: number;
  /** Texts in one call; more than one goes through the embedding pipeline, tokenizer included. */
  readonly batch: number;
  /** That share the work of a pass. */
  readonly threads: number;
  readonly contender: ContenderName;
  /** Median wall clock of the rounds. */
  readonly ms: number;
  readonly best_ms: number;
  /** Median processor time, where the runtime tells it. */
  readonly cpu_ms: number | null;
  /** The first run of this shape, warm-up not counted. */
  readonly first_ms: number;
  /** From nothing to ready. */
  readonly load_ms: number;
  readonly rounds: number;
  readonly tokens_per_second: number;
  /** Peak resident memory of the contender's process, runtime and all. */
  readonly memory_mib: number | null;
  /** Mean Jensen-Shannon divergence of the attention from fp32 PyTorch, bits; null where not measured. */
  readonly jsd: number | null;
}

export type Case = Pick<Row, 'runtime' | 'model' | 'tokens' | 'batch' | 'threads'>;

export function rowOf(at: Case, contender: ContenderName, loadMs: number, measured: Measured): Omit<Row, 'jsd'> {
  const { rounds, firstMs } = measured;
  const ms = median(rounds.map((round) => round.ms));
  const cpu = median(rounds.map((round) => round.cpuMs));
  const peak = Math.max(...rounds.map((round) => round.peakMiB));
  return {
    ...at,
    contender,
    ms: rounded(ms),
    best_ms: rounded(Math.min(...rounds.map((round) => round.ms))),
    cpu_ms: Number.isNaN(cpu) ? null : rounded(cpu),
    first_ms: rounded(firstMs),
    load_ms: rounded(loadMs),
    rounds: rounds.length,
    tokens_per_second: rounded((at.tokens / ms) * 1000),
    memory_mib: Number.isNaN(peak) ? null : rounded(peak),
  };
}

/** How many times faster ours is than each other contender on the same case in the same runtime, by `ms`. */
export function ratiosOf(rows: readonly Row[]): Record<string, number> {
  const ratios: Record<string, number> = {};
  for (const ours of rows.filter(({ contender }) => contender === 'ours')) {
    for (const row of rows) {
      if (row.contender !== 'ours' && caseName(row) === caseName(ours)) {
        ratios[`${caseName(row)}/${row.contender}`] = Math.round((row.ms / ours.ms) * 100) / 100;
      }
    }
  }
  return ratios;
}

/** `bert-base-uncased/12`, `workerd/bert-base-uncased/12`, `all-MiniLM-L6-v2/batch-32`, `2-threads/bert-base-uncased/12` */
function caseName({ runtime, model, tokens, batch, threads }: Case): string {
  const size = batch > 1 ? `batch-${batch}` : `${tokens}`;
  return `${threads === 1 ? '' : `${threads}-threads/`}${runtime === 'node' ? '' : `${runtime}/`}${model}/${size}`;
}

function rounded(number: number): number {
  return Number(number.toPrecision(4));
}
