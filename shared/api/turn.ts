import type { TensorSpace } from '../tensors/tensor-space.ts';

/** What an answer needs of the model, and of memory. */
export interface TurnSize {
  /** Of tensors. */
  readonly bytes: number;
  /** That the model will read, as often as it reads them. */
  readonly tokens: number;
}

/** A request's turn at the model. */
export interface Turn {
  /**
   * Between two parts of the work: lets those go first who have less left to do.
   * @param tokensLeft of this request
   * @throws ApiError 503 where nobody waits for its answer any more.
   */
  pause(tokensLeft: number): Promise<void>;
}

/**
 * Computes an answer in `space`, where there is room for as many bytes as it said, when it is its turn at the model. Throws
 * where there is no room for them then, or where too many wait.
 */
export type InTurn = <T>(size: TurnSize, task: (space: TensorSpace, turn: Turn) => Promise<T>) => Promise<T>;
