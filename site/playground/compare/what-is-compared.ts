import type { Token } from '../../../shared/tokenizer/token.ts';
import { tokenName } from '../../figures/marks/tokens/token-name.ts';
import type { AttentionLens } from '../../model/attention-trace.ts';
import { headCount, layerCount } from '../../model/reader-place.ts';
import { changesInWords, hasChanges } from '../changes/head-mask.ts';
import type { Changes } from '../place.ts';

/** More changes than this are counted, not named. */
const mostNamed = 3;

/** The changes in a few words: `Layer 9 · Head 11 out, it masked`; `as typed, no head out` where there is none. */
export function changesSaid(changes: Changes, tokens: readonly Pick<Token, 'text'>[]): string {
  if (!hasChanges(changes)) return 'as typed, no head out';
  const out = changesInWords(changes).map(({ label }) => label);
  const masked = changes.masked.filter((token) => token < tokens.length).map((token) => tokenName(tokens, token));
  return [few(out, 'out', `${changes.off.length} heads out`), few(masked, 'masked', `${masked.length} tokens masked`)]
    .filter(Boolean)
    .join(', ');
}

function few(names: readonly string[], done: string, counted: string): string {
  if (names.length === 0) return '';
  return names.length <= mostNamed ? `${names.join(' and ')} ${done}` : counted;
}

/** Why a head shows nothing of a knock-out, and from which layer on (0-based) there is something to see. */
export interface Unreached {
  readonly why: string;
  /** Undefined where the last layer is the one that was changed. */
  readonly layer: number | undefined;
}

/**
 * Knocking heads out changes what comes after them. Undefined where the chosen head can show it: where tokens are
 * masked, or where a head of an earlier layer is out.
 */
export function unreached(
  { off, masked }: Changes,
  { layer, head, lens }: { readonly layer: number; readonly head: number; readonly lens: AttentionLens },
): Unreached | undefined {
  if (off.length === 0) return undefined;
  const first = Math.min(...off.map((index) => Math.floor(index / headCount)));
  if (lens !== 'rollout' && off.includes(layer * headCount + head)) {
    return {
      why: 'This head is knocked out, so its weights are 0: they show nothing of what its absence does.',
      layer: later(layer),
    };
  }
  const reaches = lens === 'rollout' ? first <= layer : first < layer;
  if (masked.length > 0 || reaches) return undefined;
  return {
    why: `What a head does without shows only in later layers, and nothing is out before layer ${layer + 1}: its weights stay as they are.`,
    layer: later(first),
  };
}

function later(layer: number): number | undefined {
  return layer + 1 < layerCount ? layer + 1 : undefined;
}
