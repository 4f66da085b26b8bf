import type { TabAnswer, TabRequest } from './answer-request.ts';

/** To the worker: one request of the API. */
export interface Ask {
  readonly id: number;
  readonly request: TabRequest;
}

/** From the worker: how much has loaded, which paths it can answer once it is ready, or an answer. */
export type Told =
  | { readonly kind: 'progress'; readonly loaded: number; readonly total: number }
  | { readonly kind: 'ready'; readonly paths: readonly string[] }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: TabAnswer };
