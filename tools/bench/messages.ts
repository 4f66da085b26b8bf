import type { ContenderName, ModelFiles } from './contender.ts';

/** What the bench asks of a contender's process; each request has one answer. */
export type Request =
  | { readonly ask: 'load'; readonly contender: ContenderName; readonly files: ModelFiles }
  | { readonly ask: 'forward'; readonly tokenIds: readonly number[] }
  | { readonly ask: 'embed'; readonly texts: readonly string[] }
  | { readonly ask: 'fidelity'; readonly golden: readonly string[] }
  | { readonly ask: 'profile'; readonly tokenIds: readonly number[]; readonly runs: number };

export interface Timing {
  /** Wall clock. */
  readonly ms: number;
  /** Processor time of the whole process: what the wall clock would be on an idle machine. */
  readonly cpuMs: number;
  /** Most memory that the process ever held in RAM. */
  readonly peakMiB: number;
}

export interface Fidelity {
  /** Mean Jensen-Shannon divergence of the attention rows from fp32 PyTorch's, in bits. */
  readonly jsd: number;
  /** Largest difference of last_hidden_state from fp32 PyTorch's. */
  readonly largestError: number;
}

export interface Answers {
  readonly load: Timing;
  readonly forward: Timing;
  readonly embed: Timing;
  readonly fidelity: Fidelity;
  readonly profile: Record<string, number>;
}

export type ContenderAnswer = { readonly ok: Answers[keyof Answers] } | { readonly error: string };
