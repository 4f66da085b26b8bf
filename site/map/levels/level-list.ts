import { rankKeys } from '../../figures/marks/tokens/row-ranking.ts';
import { quotedName, tokenName } from '../../figures/marks/tokens/token-name.ts';
import { type AttentionTrace, headWeights, queryRow, weightName } from '../../model/attention-trace.ts';
import { headCount } from '../../model/reader-place.ts';
import type { Spot } from '../level-words.ts';
import type { Level } from '../place.ts';

/** A token with the weight that it gets. */
export interface Listed {
  readonly text: string;
  readonly weight: number;
  readonly tensor: string;
}

/** One line of a level's list: a head, a token that asks, or a token that answers. */
export interface ListLine {
  readonly name: string;
  readonly keys: readonly Listed[];
}

export interface LevelList {
  /** What the lines are. */
  readonly says: string;
  readonly lines: readonly ListLine[];
}

/** Keys named for each head, or for each token that asks. */
const named = 3;

/** The content of a level in words; undefined where the trace does not hold its head, or any head of its layer. */
export function levelList(level: Exclude<Level, 'model'>, spot: Spot, trace: AttentionTrace): LevelList | undefined {
  const { tokens, layer, head, token } = spot;
  const rowOf = (of: number, from: number): Listed[] | undefined => {
    const weights = headWeights(trace, layer, of);
    if (!weights || from >= trace.tokens.length) return undefined;
    return rankKeys(queryRow(weights, trace.tokens.length, from)).map(({ key, weight }) => ({
      text: tokenName(tokens, key),
      weight,
      tensor: weightName(layer, of, from, key),
    }));
  };
  if (level === 'floor') {
    const lines = Array.from({ length: headCount }, (_, of) => {
      return { name: `Head ${of + 1}`, keys: (rowOf(of, token) ?? []).slice(0, named) };
    }).filter(({ keys }) => keys.length > 0);
    if (lines.length === 0) return undefined;
    return {
      says: `The ${lines.length} heads of layer ${layer + 1}: where ${quotedName(tokens, token)} looks most.`,
      lines,
    };
  }
  const own = rowOf(head, token);
  if (!own) return undefined;
  if (level === 'head') {
    const lines = tokens.map((_, from) => ({
      name: tokenName(tokens, from),
      keys: (rowOf(head, from) ?? []).slice(0, named),
    }));
    return { says: `Layer ${layer + 1}, head ${head + 1}: where each token looks most.`, lines };
  }
  const lines = own.map((key) => ({ name: key.text, keys: [{ ...key, text: '' }] }));
  return {
    says: `Layer ${layer + 1}, head ${head + 1}: what ${quotedName(tokens, token)} gives to each token.`,
    lines,
  };
}
