import { upTo } from './attention-file.ts';

/** One weight of a row, and what the token attended to gets. */
export interface Held {
  /** Index of the token attended to. */
  readonly to: number;
  /** Its share of the row, 0..1. */
  readonly share: number;
}

/** The rows of attention in which weights are held: of some heads of a layer, for one token. 0-based. */
export interface HeldRows {
  readonly layer: number;
  readonly heads: readonly number[];
  /** Index of the token that attends. */
  readonly from: number;
}

/** One change of the pass, as `interventions` of the API takes it. */
export interface HeldIntervention {
  readonly at: string;
  readonly heads: number[];
  readonly from: number[];
  readonly to?: number[];
  readonly set?: number | number[][][];
  readonly scale?: 1;
  readonly renormalize?: true;
}

/** Shares that differ from a whole row by less than this leave nothing for the others: float32 has no finer weights. */
const nothing = 1e-6;

/**
 * The changes that hold weights at shares of their rows, and scale the others of each row alike to what is left.
 *
 * `renormalize` divides the whole row by its sum, so `set: 0.9` does not leave a weight at .9 but at .9 / (.9 + others).
 * Hence two steps. The first sets the weights to 0, and the others become shares of 1. The second sets each weight to
 * share / (1 - s), where s is the sum of the shares held: the row then sums to s / (1 - s) + 1 = 1 / (1 - s), so dividing
 * by it leaves the weight at its share and the others at 1 - s of what they were. Nothing of the row need be known, so
 * one list holds for all heads, whatever their rows are.
 *
 * Where the shares leave nothing, the row is set to 0 and the weights to their shares. Where the others have no weight
 * at all, the held ones share the row in proportion, since a row sums to 1.
 * @throws RangeError where the shares sum to more than 1
 */
export function heldInterventions({ layer, heads, from }: HeldRows, held: readonly Held[]): HeldIntervention[] {
  if (held.length === 0) return [];
  const sum = sumOf(held);
  const row = { at: `attentions.${layer}`, heads: [...heads], from: [from] };
  const cells = { ...row, to: held.map(({ to }) => to) };
  const set = (of: (share: number) => number) => {
    // Float32 has fewer digits than these, and requests stay readable.
    const [first, ...rest] = held.map(({ share }) => Number(of(share).toPrecision(9)));
    return rest.length === 0 ? first! : heads.map(() => [[first!, ...rest]]);
  };
  if (sum > 1 - nothing)
    return [
      { ...row, set: 0 },
      { ...cells, set: set((share) => share / sum) },
    ];
  const away: HeldIntervention = { ...cells, set: 0, renormalize: true };
  if (sum === 0) return [away];
  return [away, { ...cells, set: set((share) => share / (1 - sum)), renormalize: true }];
}

/**
 * What such a row becomes: the same arithmetic, in the page. [seqLen], sums to 1 where the row does.
 * @throws RangeError as `heldInterventions`
 */
export function heldRow(weights: readonly number[], held: readonly Held[]): number[] {
  if (held.length === 0) return [...weights];
  const sum = sumOf(held);
  const shares = new Map(held.map(({ to, share }) => [to, share]));
  const others = upTo(weights.length).reduce((total, to) => (shares.has(to) ? total : total + weights[to]!), 0);
  const isAll = sum > 1 - nothing || (others === 0 && sum > 0);
  const left = isAll || others === 0 ? 0 : (1 - sum) / others;
  return weights.map((weight, to) => {
    const share = shares.get(to);
    return share === undefined ? weight * left : share / (isAll ? sum : 1);
  });
}

/** A change that changes nothing: with it a pass rounds like one in which something is changed, so the two compare. */
export function heldAsIs({ layer, heads, from }: HeldRows): HeldIntervention[] {
  return [{ at: `attentions.${layer}`, heads: [...heads], from: [from], scale: 1 }];
}

function sumOf(held: readonly Held[]): number {
  const sum = held.reduce((total, { share }) => total + share, 0);
  if (sum <= 1 + nothing) return sum;
  throw new RangeError(`expected shares of one row, which sum to 1 at most, found ${sum}`);
}
