import type { AttentionLens } from '../../model/attention-trace.ts';
import { changesOnTheWire } from '../changes/head-mask.ts';
import { type Changes, noChanges } from '../place.ts';

/** One request to the API whose answer holds the numbers of a view. */
export interface ScreenRequest {
  readonly view: string;
  readonly path: '/v1/attention' | '/v1/trace' | '/v1/fill-mask';
  readonly body: Readonly<Record<string, unknown>>;
  /** Python that finds the numbers in `answer`. */
  readonly python: string;
  /** Of float32 in the answer: more than JSON may hold must come as safetensors. */
  readonly bytes: number;
}

/** What is on screen. Layer and heads are 0-based. */
export interface Screen {
  readonly text: string;
  readonly pair: string;
  readonly layer: number;
  /** The head, then those laid over it. */
  readonly heads: readonly number[];
  readonly token: number;
  readonly lens: AttentionLens;
  readonly words: boolean;
  readonly changes: Changes;
  /** Tokens at which words are predicted. */
  readonly positions: readonly number[];
  readonly otherText: string;
  readonly otherPair: string;
  /** Tokens of the text, and of the second one. */
  readonly seqLen: number;
  readonly otherSeqLen: number;
}

/** A text and what is changed on the way through the model, as JSON bodies spell them. */
export function textBody({ text, pair }: Pick<Screen, 'text' | 'pair'>, changes: Changes = noChanges) {
  return { text, ...(pair && { text_pair: pair }), ...changesOnTheWire(changes) };
}

/** Body of `data-request`: the text and the changes of what is on screen. */
export function requestOf(asked: Pick<Screen, 'text' | 'pair' | 'changes'>): string {
  return JSON.stringify(textBody(asked, asked.changes));
}

/** What is on screen, and beside it the same text with fewer changes: bodies that `@1` in a name tells apart. */
export function requestsOf(asked: Pick<Screen, 'text' | 'pair' | 'changes'>, fewer: Changes): string {
  return `[${requestOf(asked)},${requestOf({ ...asked, changes: fewer })}]`;
}
