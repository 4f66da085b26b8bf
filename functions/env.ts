/** A binding that takes requests: another Worker, or the static files. */
interface Fetcher {
  fetch(request: Request | string, init?: RequestInit): Promise<Response>;
}

/** What wrangler.toml binds. */
export interface Env {
  /** The model that lives in this isolate: one of the two, both do not fit. */
  readonly MODEL: string;
  /** Static files: the site and the weights. */
  readonly ASSETS: Fetcher;
  /** The same build with the other model; the front Worker has it. */
  readonly SIBLING?: Fetcher;
  /** Counts requests a key; the deployed front Worker has it. */
  readonly RATE_LIMIT?: { limit(options: { key: string }): Promise<{ success: boolean }> };
}

/** When a request asked for the model, had it, got its turn and was answered, in milliseconds of the clock. */
export interface Timing {
  readonly asked: number;
  readonly loaded: number;
  readonly begun: number;
  readonly ended: number;
}

/** Hono's environment of every route. */
export interface AppEnv {
  Bindings: Env;
  Variables: { requestId: string; timing?: Timing };
}
