/** What the bench asks of a contender's Worker. `nothing` is answered at once: the price of asking. */
export type WorkerRequest =
  | { readonly ask: 'load'; readonly id: string; readonly origin: string }
  | { readonly ask: 'forward'; readonly tokenIds: readonly number[] }
  | { readonly ask: 'embed'; readonly texts: readonly string[] }
  | { readonly ask: 'nothing' };
