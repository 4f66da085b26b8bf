import type { Resident } from './resident.ts';

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

/** Milliseconds of the clock in which a request waited for the model to load, for its turn, and for the model's work. */
export interface Timing {
  readonly load?: number;
  readonly queue?: number;
  readonly model?: number;
}

/** A body as it came, and what it says. */
export interface Body {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly value: unknown;
}

/** Hono's environment of every route. */
export interface AppEnv {
  Bindings: Env;
  Variables: { resident: Resident; requestId: string; timing?: Timing; body?: Body };
}
