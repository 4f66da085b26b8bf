import { z } from 'zod';
import type { Bert } from '../../model/bert.ts';
import { cut } from '../../model/quoted.ts';
import { boundedList, uniqueList } from '../bounded-list.ts';
import { ApiError } from '../errors.ts';
import { limits } from '../limits.ts';
import { optional } from '../optional.ts';

/** Index of a token among those the model reads. */
export const tokenIndex = z.int().min(0).meta({ description: 'Index of a token.', maximum: 511 });

const factor = z.number().min(0).max(1).meta({ description: 'What the head is multiplied by.' });
const allButOneHead = Array.from({ length: 12 }, (_, layer) =>
  Array.from({ length: 12 }, (_, head) => Number(layer !== 8 || head !== 10)),
);

/** The fields by which a request changes the forward pass. */
export const interventionFields = {
  head_mask: optional(boundedList(boundedList(factor, 12), 12), {
    description:
      '[layers][heads], a number for every head of the model: 1 keeps a head, 0 knocks it out; between, its attention is scaled.',
    examples: [allButOneHead],
  }),
  mask_tokens: optional(uniqueList(tokenIndex, limits.tokensPerText), {
    description: 'Indices of tokens to replace by [MASK], each once, below the number of tokens.',
    examples: [[2]],
  }),
};

type HeadMask = readonly (readonly number[])[];

/**
 * The mask, once it is known to have one number for every head of the model.
 * @throws ApiError 400 where it has another shape.
 */
export function expectHeadMask(bert: Bert, mask: HeadMask | undefined): HeadMask | undefined {
  const { numHiddenLayers, numAttentionHeads } = bert.config;
  if (mask === undefined) return undefined;
  if (mask.length === numHiddenLayers && mask.every((layer) => layer.length === numAttentionHeads)) return mask;
  throw new ApiError(
    'invalid_value',
    `head_mask: expected ${numHiddenLayers} lists of ${numAttentionHeads} numbers, found ${mask.length} of ${cut([...new Set(mask.map(({ length }) => length))].join(', '))}.`,
    { param: 'head_mask' },
  );
}
