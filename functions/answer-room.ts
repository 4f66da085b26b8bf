import type { Context } from 'hono';
import type { InTurn, Turn } from '../shared/api/turn.ts';
import { TensorSpace } from '../shared/tensors/tensor-space.ts';
import { sharingNetwork } from './admission/client-network.ts';
import { lostAnswerMs } from './admission/outbox.ts';
import type { Parcel } from './admission/parcel.ts';
import type { AppEnv } from './env.ts';
import { countWork } from './middleware/limit-rate.ts';

/** How often a paused answer tells the outbox that it is still wanted: several times before its room would be given away. */
const stillThereMs = lostAnswerMs / 6;

/**
 * The room of one answer in the outbox: a parcel, reserved when the request's turn at the model begins. The answer is
 * computed in it and sent from it. When the client disconnects, the room is free for other answers.
 */
export class AnswerRoom {
  readonly #context: Context<AppEnv>;
  #parcel: Parcel | undefined;

  constructor(context: Context<AppEnv>) {
    this.#context = context;
  }

  /**
   * Runs a task at the request's turn, in a parcel of its own.
   * @throws ApiError 503 where there is no room or too many requests wait.
   */
  readonly inTurn: InTurn = async ({ bytes, bytesBeside, tokens, layers }, task) => {
    const { resident } = this.#context.var;
    await countWork(this.#context, resident.unitsOf(tokens, layers));
    return resident.inTurn(this.#context, tokens, (turn) => {
      const parcel = this.#reserve(bytes, bytesBeside);
      return task(new TensorSpace(parcel.page), keeping(parcel, turn));
    });
  };

  /**
   * The parcel of the answer; a new one of `heldBytes` where the answer took no turn.
   * @throws ApiError 503 where there is no room.
   */
  parcel(heldBytes = 0): Parcel {
    return this.#parcel ?? this.#reserve(0, heldBytes);
  }

  /** Frees the room of a request that ends without an answer. */
  release(): void {
    this.#parcel?.release();
  }

  #reserve(bytes: number, bytesBeside?: number): Parcel {
    const { req, var: variables } = this.#context;
    const parcel = variables.resident.outbox.reserve(
      bytes,
      bytesBeside,
      sharingNetwork(req.header('cf-connecting-ip')),
    );
    req.raw.signal.addEventListener('abort', parcel.abandon, { once: true });
    this.#parcel = parcel;
    return parcel;
  }
}

/**
 * The same turn, except that its pauses keep the room of the answer, however long they last. workerd cancels the timer
 * with the request, so a request that was ended without a word still loses its room.
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
    until: turn.until,
  };
}
