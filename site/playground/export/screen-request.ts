import type { AttentionLens } from '../../model/attention-trace.ts';
import type { HeadSweepQuestion } from '../../model/head-sweep.ts';
import { changesOnTheWire } from '../changes/changed-pass.ts';
import { type Changes, noChanges } from '../place.ts';

/** One request to the API whose answer holds the numbers of a view. */
export interface ScreenRequest {
  readonly view: string;
  readonly path: '/v1/attention' | '/v1/trace' | '/v1/fill-mask' | '/v1/sweep';
  readonly body: Readonly<Record<string, unknown>>;
  /** Python that reads the numbers from `answer`. */
  readonly python: string;
  /** Bytes of float32 in the answer. An answer larger than JSON may be must come as safetensors. */
  readonly bytes: number;
}

/** Everything that is on screen. Layer and heads are 0-based. */
export interface Screen {
  readonly text: string;
  readonly pair: string;
  readonly layer: number;
  /** The chosen head, then the heads laid over it. */
  readonly heads: readonly number[];
  readonly token: number;
  readonly lens: AttentionLens;
  readonly words: boolean;
  readonly changes: Changes;
  /** Indices of the tokens at which words are predicted. */
  readonly positions: readonly number[];
  /** The words that the view of predicted words shows; none until it is seen. */
  readonly bestWords: readonly string[];
  /** The word that the reader follows; empty where there is none. */
  readonly follow: string;
  /** The word whose heads are taken away one at a time; absent while that view is folded. */
  readonly effects?: HeadSweepQuestion | undefined;
  readonly otherText: string;
  readonly otherPair: string;
  /** The changes as they are made to the second text. */
  readonly otherChanges: Changes;
  /** Tokens of the text, and of the second one. */
  readonly seqLen: number;
  readonly otherSeqLen: number;
}

/** The text and the changes as fields of a JSON body. */
export function textBody({ text, pair }: Pick<Screen, 'text' | 'pair'>, changes: Changes = noChanges) {
  return { text, ...(pair && { text_pair: pair }), ...changesOnTheWire(changes) };
}

/** The JSON for `data-request`: the text and the changes on screen. */
export function requestOf(asked: Pick<Screen, 'text' | 'pair' | 'changes'>): string {
  return JSON.stringify(textBody(asked, asked.changes));
}

/**
 * The JSON for `data-request` with two bodies: what is on screen, and the same text with fewer changes. `@1` in a name
 * marks a number of the second.
 */
export function requestsOf(asked: Pick<Screen, 'text' | 'pair' | 'changes'>, fewer: Changes): string {
  return `[${requestOf(asked)},${requestOf({ ...asked, changes: fewer })}]`;
}
