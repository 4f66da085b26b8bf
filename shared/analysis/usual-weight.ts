import { punctuation } from '../tokenizer/characters.ts';
import type { Token } from '../tokenizer/token.ts';

/** Tokens between the two; what is further apart counts as this far. */
export const furthestOffset = 10;
/** From `furthestOffset` back to `furthestOffset` ahead; the middle one is the token itself. */
export const offsetCount = 2 * furthestOffset + 1;

/** What of a token decides whether its attention can be a find. */
export type Findable = Pick<Token, 'text' | 'special'>;

/** Special tokens are where heads rest, and punctuation is close to that (Clark et al., 2019): neither is a find. */
export function isFindable({ text, special }: Findable): boolean {
  return !special && !(text.length === 1 && punctuation.test(text));
}

/** Which column of the table a token `from` that attends to a token `to` belongs to, 0 to `offsetCount` - 1. */
export function offsetColumn(from: number, to: number): number {
  return Math.max(-furthestOffset, Math.min(furthestOffset, to - from)) + furthestOffset;
}

/**
 * The usual weight of each head at each offset:
 *
 *   U[l, h, o] = mean of A[l, h, i, j] over all texts and all tokens i, j that are no special tokens and no punctuation,
 *                with o = clip(j - i, -10, 10)
 */
export class UsualWeight {
  readonly #heads: number;
  readonly #sums: Float64Array;
  readonly #pairs = new Float64Array(offsetCount);

  /** @param heads of the whole model, layer by layer */
  constructor(heads: number) {
    this.#heads = heads;
    this.#sums = new Float64Array(heads * offsetCount);
  }

  /** How many pairs of tokens each mean is of, [offsetCount]: as many for every head. */
  get pairs(): number[] {
    return [...this.#pairs];
  }

  /** [heads, offsetCount], 0..1; NaN at an offset that no text had. */
  get means(): Float64Array {
    return this.#sums.map((sum, index) => sum / this.#pairs[index % offsetCount]);
  }

  /**
   * Counts one text: its tokens, and all its weights A [heads, n, n] of the whole model.
   * @throws RangeError when the numbers are not those of all heads
   */
  add(tokens: readonly Findable[], attentions: Float32Array): void {
    const n = tokens.length;
    if (attentions.length !== this.#heads * n * n) {
      throw new RangeError(`expected weights [${this.#heads}, ${n}, ${n}], found ${attentions.length} numbers`);
    }
    const counted = [...tokens.keys()].filter((index) => isFindable(tokens[index]));
    for (const from of counted) {
      for (const to of counted) this.#addPair(attentions, n, from, to);
    }
  }

  #addPair(attentions: Float32Array, n: number, from: number, to: number): void {
    const column = offsetColumn(from, to);
    this.#pairs[column]++;
    for (let head = 0; head < this.#heads; head++) {
      this.#sums[head * offsetCount + column] += attentions[(head * n + from) * n + to];
    }
  }
}
