import type { Context, TypedResponse } from 'hono';
import { json } from '../shared/api/media-types.ts';
import type { InTurn } from '../shared/api/tensor-limits.ts';
import type { Bert } from '../shared/model/bert.ts';
import { TensorSpace } from '../shared/tensors/tensor-space.ts';
import { bodyOfText } from './answer-body.ts';
import type { AppEnv } from './env.ts';
import { inTurn, outbox, residentBert } from './models.ts';
import type { Parcel } from './outbox.ts';

/**
 * Makes an answer in room that is reserved for it, before its turn at the model ends, and sends it from there. A reader
 * who goes away gives the room back. What takes no turn at the model says itself what it holds while it is sent.
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
    const made = await make(await residentBert(context), (bytes, task) =>
      inTurn(context, () => {
        parcel = reserve(bytes);
        return task(new TensorSpace(parcel.page));
      }),
    );
    parcel ??= reserve(heldBytes);
    return await send(made, parcel);
  } catch (error) {
    parcel?.release();
    throw error;
  }
}

/** A JSON answer whose text is made in parts, which spell a `T`; `heldBytes` where it takes no turn at the model. */
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
