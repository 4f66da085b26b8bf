import type { Context, TypedResponse } from 'hono';
import { json } from '../shared/api/media-types.ts';
import type { InTurn, Turn } from '../shared/api/turn.ts';
import type { Bert } from '../shared/model/bert.ts';
import { TensorSpace } from '../shared/tensors/tensor-space.ts';
import type { Parcel } from './admission/outbox.ts';
import { bodyOfText } from './answer-body.ts';
import type { AppEnv } from './env.ts';
import { inTurn, outbox, residentBert } from './resident.ts';

/** A fraction of the time after which a parcel without progress no longer counts. */
const stillThereMs = 5000;

/**
 * Computes an answer in a parcel of the outbox, reserved when its turn at the model begins, and sends it from there. When
 * the client disconnects, the room is free for others.
 * What takes no turn at the model says itself what it holds while it is sent.
 */
export async function reservedAnswer<T>(
  context: Context<AppEnv>,
  make: (bert: Bert, inTurn: InTurn) => Promise<T>,
  send: (made: T, parcel: Parcel) => Response | Promise<Response>,
  heldBytes = 0,
): Promise<Response> {
  const { signal } = context.req.raw;
  let parcel: Parcel | undefined;
  const reserve = (bytes: number): Parcel => {
    const reserved = outbox.reserve(bytes);
    signal.addEventListener('abort', reserved.abandon, { once: true });
    return reserved;
  };
  try {
    const made = await make(await residentBert(context), ({ bytes, tokens }, task) =>
      inTurn(context, tokens, (turn) => {
        parcel = reserve(bytes);
        return task(new TensorSpace(parcel.page), keeping(parcel, turn));
      }),
    );
    parcel ??= reserve(heldBytes);
    return await send(made, parcel);
  } catch (error) {
    parcel?.release();
    throw error;
  }
}

/**
 * The same turn, whose pauses leave the answer its room however long they last. workerd cancels the timer with the request,
 * so that one it ended without a word loses its room.
 */
function keeping(parcel: Parcel, turn: Turn): Turn {
  return {
    async pause(tokensLeft) {
      parcel.progress();
      const stillThere = setInterval(parcel.progress, stillThereMs);
      try {
        await turn.pause(tokensLeft);
      } finally {
        clearInterval(stillThere);
      }
    },
  };
}

/** A JSON answer, written part by part; `T` is what its text spells, `heldBytes` what it holds where it takes no turn at the model. */
export async function jsonInParts<T>(
  context: Context<AppEnv>,
  make: (bert: Bert, inTurn: InTurn) => Promise<Iterable<string>>,
  heldBytes = 0,
): Promise<Response & TypedResponse<T, 200, 'json'>> {
  const response = await reservedAnswer(
    context,
    make,
    (text, parcel) => new Response(bodyOfText(text, parcel), { headers: { 'content-type': json } }),
    heldBytes,
  );
  return response as Response & TypedResponse<T, 200, 'json'>;
}
