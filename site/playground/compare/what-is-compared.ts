import type { Token } from '../../../shared/tokenizer/token.ts';
import { tokenName } from '../../figures/marks/tokens/token-name.ts';
import type { AttentionLens } from '../../model/attention-trace.ts';
import { headCount, layerCount } from '../../model/reader-place.ts';
import { changesInWords, hasChanges } from '../changes/changed-pass.ts';
import { weightSaid } from '../changes/weight-said.ts';
import type { Changes } from '../place.ts';

/** More changes than this are counted, not named. */
const mostNamed = 3;

/** The changes in a few words: `Layer 9 · Head 11 out, it masked`; `as typed, no head out` where there is none. */
export function changesSaid(changes: Changes, tokens: readonly Pick<Token, 'text'>[]): string {
  if (!hasChanges(changes)) return 'as typed, no head out';
  const out = changesInWords(changes).map(({ label }) => label);
  const masked = changes.masked.filter((token) => token < tokens.length).map((token) => tokenName(tokens, token));
  const held = (changes.held ?? [])
    .filter(({ from, to }) => Math.max(from, to) < tokens.length)
    .map((weight) => weightSaid(weight, tokens));
  return [
    few(out, 'out', `${changes.off.length} heads out`),
    few(masked, 'masked', `${masked.length} tokens masked`),
    few(held, '', `${held.length} weights changed`),
  ]
    .filter(Boolean)
    .join(', ');
}

function few(names: readonly string[], done: string, counted: string): string {
  if (names.length === 0) return '';
  return names.length <= mostNamed ? `${names.join(' and ')} ${done}`.trim() : counted;
}

/** Why a head shows nothing of what is changed, and from which layer on (0-based) there is something to see. */
export interface Unreached {
  readonly why: string;
  /** Undefined where the last layer is the one that was changed. */
  readonly layer: number | undefined;
}

/**
 * Knocking heads out, or setting their weights, changes what comes after them. Undefined where the chosen head can show
 * it: where tokens are masked, where a head or a weight of an earlier layer is changed, or a weight of its own.
 */
export function unreached(
  { off, masked, held = [] }: Changes,
  { layer, head, lens }: { readonly layer: number; readonly head: number; readonly lens: AttentionLens },
): Unreached | undefined {
  const layers = [...off.map((index) => Math.floor(index / headCount)), ...held.map((weight) => weight.layer)];
  if (layers.length === 0) return undefined;
  const first = Math.min(...layers);
  if (lens !== 'rollout' && off.includes(layer * headCount + head)) {
    return {
      why: 'This head is knocked out, so its weights are 0: they show nothing of what its absence does.',
      layer: later(layer),
    };
  }
  const reaches = lens === 'rollout' ? first <= layer : first < layer;
  const isOwn = held.some((weight) => weight.layer === layer && weight.head === head);
  if (masked.length > 0 || reaches || isOwn) return undefined;
  if (held.length > 0) {
    return {
      why: `A changed weight shows in its own head and in later layers, and nothing is changed before layer ${layer + 1}: these weights stay as they are.`,
      layer: later(first),
    };
  }
  return {
    why: `What a head does without shows only in later layers, and nothing is out before layer ${layer + 1}: its weights stay as they are.`,
    layer: later(first),
  };
}

function later(layer: number): number | undefined {
  return layer + 1 < layerCount ? layer + 1 : undefined;
}
