import type { TabAnswer, TabRequest } from './answer-request.ts';

/** To the worker: one request of the API, or that nobody waits for its answer any more. */
export type Ask =
  | { readonly kind: 'ask'; readonly id: number; readonly request: TabRequest }
  | { readonly kind: 'give-up'; readonly id: number };

/**
 * From the worker: how much has loaded, which paths it can answer once it is ready, or an answer. One that comes in lines
 * has its lines and its end after it.
 */
export type Told =
  | { readonly kind: 'progress'; readonly loaded: number; readonly total: number }
  | { readonly kind: 'ready'; readonly paths: readonly string[]; readonly threads: number }
  | { readonly kind: 'failed'; readonly message: string }
  | {
      readonly kind: 'answer';
      readonly id: number;
      readonly answer: Omit<TabAnswer, 'lines'>;
      readonly isInLines: boolean;
    }
  | { readonly kind: 'line'; readonly id: number; readonly text: string }
  | { readonly kind: 'end'; readonly id: number };
