import type { Resident } from './resident.ts';

/** A binding that takes requests: another Worker, or the static files. */
export interface Fetcher {
  fetch(request: Request | string, init?: RequestInit): Promise<Response>;
}

/** What wrangler.toml binds. */
export interface Env {
  /** The model in this isolate; 128 MB have no room for both. */
  readonly MODEL: string;
  /** Static files: the site and the weights. */
  readonly ASSETS: Fetcher;
  /** The Worker with the other model; only the front Worker has this binding. */
  readonly SIBLING?: Fetcher;
  /** Models of further Workers, the first behind the binding SIBLING_1; only a front Worker that spreads has them. */
  readonly SIBLINGS?: readonly string[];
  readonly [further: `SIBLING_${number}`]: Fetcher | undefined;
  /** Counts requests by key; only the deployed front Worker has this binding. */
  readonly RATE_LIMIT?: { limit(options: { key: string }): Promise<{ success: boolean }> };
}

/**
 * How long a request waited for the model to load, for its turn, and for the model's work, in milliseconds of the
 * clock.
 */
export interface Timing {
  readonly load?: number;
  readonly queue?: number;
  readonly model?: number;
}

/** The body of a request as bytes and as the JSON value that they spell. */
export interface Body {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly value: unknown;
}

/** Hono's environment of every route. */
export interface AppEnv {
  Bindings: Env;
  Variables: { resident: Resident; requestId: string; timing?: Timing; body?: Body };
}
