import type { TensorSpace } from '../../tensors/tensor-space.ts';
import type { InTurn, TurnSize } from '../turn.ts';
import { handOver } from './hand-over.ts';

/** Resolves when the reader has taken all parts; other requests work meanwhile. */
export type SendParts = (parts: Iterable<Uint8Array>) => Promise<void>;

/** Work whose answer is sent while it is made. @param sendWith sends parts of a request with so many tokens left */
type PassingWork = (space: TensorSpace, sendWith: (tokensLeft: () => number) => SendParts) => Promise<void>;

/**
 * Begins work at the request's turn and gives the parts that it sends. Resolves with the first part: a request that is
 * refused until then is refused with a status.
 */
export async function passOn(inTurn: InTurn, size: TurnSize, work: PassingWork): Promise<AsyncIterable<Uint8Array>> {
  const { parts, begun, send, end, fail } = handOver<Uint8Array>();
  const sendAll = async (all: Iterable<Uint8Array>) => {
    for (const part of all) await send(part);
  };
  inTurn(size, (space, turn) => work(space, (tokensLeft) => (all) => turn.until(sendAll(all), tokensLeft()))).then(
    end,
    fail,
  );
  await begun;
  return parts;
}
