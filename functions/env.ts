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
}

/** Hono's environment of every route. */
export interface AppEnv {
  Bindings: Env;
  Variables: { requestId: string };
}
