import type { Token } from '../../../shared/tokenizer/token.ts';
import type { Changes } from '../place.ts';
import { align } from './align.ts';

/** The first text's changes, carried over to the second. */
export interface SecondChanges {
  readonly changes: Changes;
  /** Masked tokens of the first text that the second has no counterpart of, so that nothing is masked there. */
  readonly absent: readonly number[];
}

/**
 * The same changes for a second text: the same heads are out, each masked token's counterpart is masked, and a weight is
 * held between the counterparts of its tokens, found as the side-by-side view pairs the two texts. A special token is
 * never masked.
 * @param first tokens as typed, before any is masked
 */
export function secondChanges(changes: Changes, first: readonly Token[], second: readonly Token[]): SecondChanges {
  const { masked, held = [] } = changes;
  if (masked.length === 0 && held.length === 0) return { changes, absent: [] };
  const partners = new Map(align(first, second).pairs);
  const partnerOf = (token: number) => {
    const partner = partners.get(token);
    return partner !== undefined && !second[partner]!.special ? partner : undefined;
  };
  const heldThere = held.flatMap((weight) => {
    const [from, to] = [partners.get(weight.from), partners.get(weight.to)];
    return from === undefined || to === undefined ? [] : [{ ...weight, from, to }];
  });
  return {
    changes: {
      ...changes,
      masked: masked.flatMap((token) => partnerOf(token) ?? []),
      ...(changes.held && { held: heldThere }),
    },
    absent: masked.filter((token) => partnerOf(token) === undefined),
  };
}
