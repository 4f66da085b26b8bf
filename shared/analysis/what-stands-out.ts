import type { Token } from '../tokenizer/token.ts';
import { type Findable, isFindable, offsetColumn, offsetCount } from './usual-weight.ts';

/** One head's weight from one token to another that is far more than it usually gives there. */
export interface Find {
  /** 0-based, as all of these. */
  readonly layer: number;
  readonly head: number;
  /** The token that attends. */
  readonly from: number;
  /** The token that is attended to. */
  readonly to: number;
  /** A, 0..1 */
  readonly weight: number;
  /** Of this head at this offset, 0..1. */
  readonly usual: number;
  /** Of the length in its row, 0..1. */
  readonly share: number;
  /** Bits, `leastScore` or more. */
  readonly score: number;
}

/** What is asked of a token: whether it can be a find, and which word of which text it is a piece of. */
export type StandingToken = Findable & Pick<Token, 'word' | 'type'>;

/** One layer: weights A and lengths N = A ||value W_O||, both [heads, n, n]. */
export interface LayerAttention {
  readonly attentions: Float32Array;
  readonly norms: Float32Array;
}

/**
 * Below this many bits nothing stands out. Of 100 sentences that the usual weights were not measured on (every eighth of the
 * corpus behind the first 200) each has a find of 3.5 bits or more, and 98 have three finds of 3 or more; of eight words
 * said over and over, 2 to 10 times, seven in eight texts have none of 3.
 */
export const leastScore = 3;

/** Many a head looks for the same word again, whatever it is: true, and soon dull. */
const equalWordsCount = 0.5;

/**
 * What stands out in a sentence, best first:
 *
 *   score[l, h, i, j] = N[l, h, i, j] / sum_k N[l, h, i, k]  *  log2(A[l, h, i, j] / U[l, h, o])
 *
 * the share of the length in the row of token i that comes from token j, times the bits by which the weight exceeds the
 * usual one of that head at the offset o = clip(j - i, -10, 10). Half of it where the two words are equal. Left out are
 * special tokens and punctuation, a token's weight on itself and on another piece of its own word, and what scores less
 * than `leastScore`. Of two tokens, whichever of them attends to the other, one find remains, the best of all heads.
 * @param layers all of the model, from the first
 * @param usual U [layers * heads, offsetCount]: see `UsualWeight`
 * @throws RangeError when the sizes do not belong together
 */
export function whatStandsOut(
  tokens: readonly StandingToken[],
  layers: readonly LayerAttention[],
  usual: ArrayLike<number>,
): Find[] {
  const n = tokens.length;
  const heads = usual.length / (layers.length * offsetCount);
  const best = new Map<number, Find>();
  layers.forEach(({ attentions, norms }, layer) => {
    expectHeads(attentions, heads, n);
    expectHeads(norms, heads, n);
    for (const { head, from, to } of candidates(tokens, heads)) {
      const at = (head * n + from) * n;
      const weight = attentions[at + to];
      const usualHere = usual[(layer * heads + head) * offsetCount + offsetColumn(from, to)];
      const bits = Math.log2(weight / usualHere);
      // No share is more than 1: most pairs of a long text are done with here.
      if (!(bits >= leastScore)) continue;
      const share = norms[at + to] / sum(norms.subarray(at, at + n));
      const score = (tokens[from].text === tokens[to].text ? equalWordsCount : 1) * share * bits;
      const pair = Math.min(from, to) * n + Math.max(from, to);
      if (score < Math.max(leastScore, best.get(pair)?.score ?? 0)) continue;
      best.set(pair, { layer, head, from, to, weight, usual: usualHere, share, score });
    }
  });
  return [...best.values()].sort((a, b) => b.score - a.score);
}

/** What may be a find, head by head. */
function* candidates(tokens: readonly StandingToken[], heads: number) {
  const words = [...tokens.keys()].filter((index) => isFindable(tokens[index]));
  for (let head = 0; head < heads; head++) {
    for (const from of words) {
      for (const to of words) if (!isOneWord(tokens[from], tokens[to])) yield { head, from, to };
    }
  }
}

/** A token and itself, or two pieces of a word. */
function isOneWord(a: StandingToken, b: StandingToken): boolean {
  return a === b || (a.word !== null && a.word === b.word && a.type === b.type);
}

function sum(row: Float32Array): number {
  return row.reduce((total, value) => total + value, 0);
}

function expectHeads(values: Float32Array, heads: number, n: number): void {
  if (values.length === heads * n * n) return;
  throw new RangeError(`expected [${heads}, ${n}, ${n}] numbers of a layer, found ${values.length}`);
}
