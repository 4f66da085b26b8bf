import type { Bert } from '../../model/bert.ts';
import type { Source } from '../fields/text.ts';
import type { MediaType } from '../media-types.ts';
import type { BatchKind, BatchRequest, TextPlan } from './kind.ts';
import { requestOf, type Surveyed } from './survey.ts';

/** What is known of a batch before its turn. */
export interface Batch<One, Plan extends TextPlan> {
  readonly kind: BatchKind<One, Plan>;
  readonly bert: Bert;
  readonly request: BatchRequest<One>;
  readonly texts: readonly Surveyed[];
  /** The media type of each answer. */
  readonly mediaType: MediaType;
}

/** The plan of one text, which is made anew each time: all together would take much room. */
export function planOf<One, Plan extends TextPlan>(batch: Batch<One, Plan>, index: number): Plan {
  const { kind, bert, request, mediaType } = batch;
  return kind.plan(bert, requestOf(request, index), mediaType);
}

/** What holds for every text. */
export function sharedOf<One>({ input: _, ...rest }: BatchRequest<One>): Omit<One, keyof Source> {
  return rest as unknown as Omit<One, keyof Source>;
}
