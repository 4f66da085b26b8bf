import type { TabModel } from './tab/tab-model.ts';

/** Who answers the questions of this page: the API, or the model in this tab once the reader has asked for it. */
class ModelSource {
  /** Undefined while the API answers. */
  tab = $state.raw<TabModel>();
  /** How many bytes of the weights have arrived, while they are being loaded. */
  progress = $state.raw<{ readonly loaded: number; readonly total: number }>();
  /** The message of the last attempt, where it failed. */
  failure = $state<string>();
  #loading: AbortController | undefined;

  /** Loads the model into this tab, which from then on answers the page's requests. */
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

/** Sends a request to the model in the tab where it runs and can answer, otherwise to the API. */
export function fetchFromModel(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const { tab } = modelSource;
  return typeof input === 'string' && tab?.answers(input, init.body) ? tab.fetch(input, init) : fetch(input, init);
}
