import type { Bert } from '../../model/bert.ts';
import type { ShapedTensor } from '../../model/read-attention.ts';
import type { TensorSpace } from '../../tensors/tensor-space.ts';
import type { SendParts } from '../answer/passing-answer.ts';
import type { JsonAnswer, TensorAnswer } from '../answer/tensor-answer.ts';
import type { Prompt } from '../checks/prompt.ts';
import type { Source } from '../fields/text.ts';
import type { MediaType } from '../media-types.ts';
import type { TurnSize } from '../turn.ts';
import type { BatchInput } from './contract.ts';

/** A request about many texts: what one request would ask, with `input` where that has its text. */
export type BatchRequest<One> = Omit<One, keyof Source> & { readonly input: BatchInput };

/** One text of a batch that can be answered. */
export interface TextPlan extends TurnSize {
  readonly prompt: Pick<Prompt, 'tokens' | 'truncated'>;
  /** Whether its numbers are sent while they are computed, because no room would hold them all. */
  readonly isPassing?: boolean;
  /** Whether its changes may make numbers that its element type does not hold. */
  readonly mayOverflow?: boolean;
}

/** How a route answers many texts. */
export interface BatchKind<One, Plan extends TextPlan> {
  /** @throws ApiError naming what the text, or the request, asks for and cannot have. */
  plan(bert: Bert, request: One, mediaType: MediaType): Plan;
  /** Whether several texts may be read in one pass. */
  sharesPasses(request: Omit<One, keyof Source>): boolean;
  /** Answers of plans that share a pass, in their order, each as the text alone would be answered. */
  answers(bert: Bert, plans: readonly Plan[], space: TensorSpace): Promise<readonly (JsonAnswer | TensorAnswer)[]>;
  /** The tensors of an answer, in the order in which they are sent; absent where answers have none. */
  readonly tensors?: (bert: Bert, plan: Plan) => Readonly<Record<string, ShapedTensor>>;
  /** What a file says of the request besides its tensors. */
  readonly metadata?: (bert: Bert, request: Omit<One, keyof Source>) => Readonly<Record<string, unknown>>;
  /** Sends the numbers of one text while they are computed. */
  readonly pass?: (bert: Bert, plan: Plan, space: TensorSpace, send: SendParts) => Promise<void>;
}
