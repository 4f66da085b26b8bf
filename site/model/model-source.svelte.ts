import type { TabModel } from './tab/tab-model.ts';

/** Who answers this page's questions: the API, or the model in this tab once the reader has asked for it. */
class ModelSource {
  /** Undefined: the API. */
  tab = $state.raw<TabModel>();
  /** How much of the weights is there, while they are being loaded. */
  progress = $state.raw<{ readonly loaded: number; readonly total: number }>();
  /** Why the last attempt failed. */
  failure = $state<string>();
  #loading: AbortController | undefined;

  /** Loads the model into this tab; what is asked from then on is answered there. */
  async runInTab(): Promise<void> {
    const loading = new AbortController();
    this.#loading = loading;
    this.failure = undefined;
    this.progress = { loaded: 0, total: 1 };
    try {
      const { startTabModel } = await import('./tab/tab-model.ts');
      this.tab = await startTabModel((loaded, total) => {
        this.progress = { loaded, total };
      }, loading.signal);
    } catch (error) {
      if (!loading.signal.aborted) this.failure = error instanceof Error ? error.message : String(error);
    } finally {
      this.progress = undefined;
    }
  }

  cancel(): void {
    this.#loading?.abort();
  }
}

export const modelSource = new ModelSource();

/** The API's `fetch`, or the tab's where the model runs there and can answer. */
export function fetchFromModel(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const { tab } = modelSource;
  return typeof input === 'string' && tab?.answers(input, init.body) ? tab.fetch(input, init) : fetch(input, init);
}
