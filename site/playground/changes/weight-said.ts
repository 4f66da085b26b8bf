import type { Token } from '../../../shared/tokenizer/token.ts';
import { percentDigits } from '../../figures/marks/number/number-format.ts';
import { quotedName } from '../../figures/marks/tokens/token-name.ts';
import type { HeldWeight } from '../place.ts';

/** A changed weight in a few words: `Layer 9 · Head 11: it to cat at 40 %`. */
export function weightSaid(
  { layer, head, from, to, share }: HeldWeight,
  tokens: readonly Pick<Token, 'text'>[],
): string {
  return `Layer ${layer + 1} · Head ${head + 1}: ${quotedName(tokens, from)} to ${quotedName(tokens, to)} at ${percentDigits(share)}`;
}
