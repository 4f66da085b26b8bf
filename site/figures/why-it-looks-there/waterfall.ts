import { fallingBars, reach } from '../key-shadows/falling.ts';

/** A bar in its track, in percent of the track's width. */
export interface TrackBar {
  readonly left: number;
  readonly width: number;
  /** Its left end while it still stands at zero. */
  readonly start: number;
  /** Where it ends, and the next begins. */
  readonly end: number;
  readonly isNegative: boolean;
}

/** Tracks of equal width, one below the other, with zero at the same place in all. */
export interface Tracks {
  readonly zero: number;
  readonly bars: readonly TrackBar[];
  /** From zero to what all add up to. */
  readonly total: TrackBar;
}

/** Each value as a bar that begins where the one before it ends, and had room at zero before it fell there. */
export function waterfall(values: readonly number[]): Tracks {
  const { from: least, to: most } = reach(values);
  const place = (value: number) => ((value - least) / (most - least || 1)) * 100;
  const bar = (from: number, to: number): TrackBar => ({
    left: place(Math.min(from, to)),
    width: Math.abs(place(to) - place(from)),
    start: place(Math.min(0, to - from)),
    end: place(to),
    isNegative: to < from,
  });
  const sum = values.reduce((total, value) => total + value, 0);
  return {
    zero: place(0),
    bars: fallingBars(values, 1).map(({ from, to }) => bar(from, to)),
    total: bar(0, sum),
  };
}
