import type { TensorSpace } from '../tensors/tensor-space.ts';

/** What an answer needs of memory and of the model. */
export interface TurnSize {
  /** Bytes of the tensors that stand in the space of the turn. */
  readonly bytes: number;
  /**
   * Bytes that the work or its answer holds anywhere else: arrays of its own, lists of tokens, numbers of other runs. Memory that
   * is free for a space gives way to these, so they may not be counted above.
   */
  readonly bytesBeside?: number;
  /** Tokens that the model will read; a token that is read twice counts twice. */
  readonly tokens: number;
  /** Layers that the model goes through for them; all where absent. */
  readonly layers?: number;
}

/** What an answer needs of memory alone. */
export type MemorySize = Pick<TurnSize, 'bytes' | 'bytesBeside'>;

/** A request's turn at the model. */
export interface Turn {
  /**
   * Call between two parts of the work: requests with fewer tokens left go first.
   * @param tokensLeft tokens that the model has yet to read for this request
   * @throws ApiError 503 where nobody waits for the answer any more.
   */
  pause(tokensLeft: number): Promise<void>;
  /**
   * The same until `event` has come, such as that the reader has taken what was made so far: meanwhile others work.
   * @throws what `event` rejects with; ApiError 503 where nobody waits for the answer any more.
   */
  until(event: Promise<void>, tokensLeft: number): Promise<void>;
}

/**
 * Runs `task` at the request's turn at the model, with a `space` of `size.bytes` for its answer.
 * @throws ApiError 503 where there is no room for the answer then, or where too many requests wait.
 */
export type InTurn = <T>(size: TurnSize, task: (space: TensorSpace, turn: Turn) => Promise<T>) => Promise<T>;
