import { ModelDown, ModelRefused } from '../model/ask-model.ts';
import { TextTooLong } from '../model/token-count.ts';

/** How far a question is. */
export type AskingStatus =
  | { readonly kind: 'idle' | 'asking' | 'slow' | 'answered' }
  | { readonly kind: 'refused'; readonly message: string; readonly tooLong?: TextTooLong }
  | { readonly kind: 'down'; readonly message: string };

export const idle: AskingStatus = { kind: 'idle' };

/** Whether the latest question has its answer on screen. */
export function isSettled({ kind }: AskingStatus): boolean {
  return kind === 'idle' || kind === 'answered';
}

/** Whether an answer is still on its way. */
export function isComing({ kind }: AskingStatus): boolean {
  return kind === 'asking' || kind === 'slow';
}

/** What went wrong, in words for the reader. */
export function failure(error: unknown): Extract<AskingStatus, { message: string }> {
  if (error instanceof TextTooLong) return { kind: 'refused', message: error.message, tooLong: error };
  if (error instanceof ModelRefused) return { kind: 'refused', message: error.message };
  const message = error instanceof ModelDown ? error.message : 'This page could not read what the model answered.';
  return { kind: 'down', message };
}
