// The next weights on their way from memory while the present ones are multiplied: WebAssembly has no prefetch, but a
// load whose value nobody waits for is one. Expanded in one go, a tile has to be waited for; touched a few lines at a
// time between groups, it has arrived before its turn. That is 13 % of a pass over 12 tokens.

let at: usize = 0;
let end: usize = 0;
let seen: i32 = 0;

/** Plans to touch `bytes` bytes from `from` onwards. */
export function planPrefetch(from: usize, bytes: usize): void {
  at = from;
  end = from + bytes;
}

/**
 * Touches the next two lines of the plan. Where the calls end before the plan does, no harm is done; skipping lines to
 * get through would stop processors from fetching ahead by themselves.
 */
export function prefetch(): void {
  if (at >= end) return;
  seen ^= load<i32>(at) ^ load<i32>(at, 64); // a global, so that no compiler leaves the loads out
  at += 128;
}
