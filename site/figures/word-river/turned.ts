/** Where a vector points that has turned so far: radians from straight up, clockwise. */
export function turnedBy(cosine: number): number {
  return Math.acos(Math.min(1, Math.max(-1, cosine)));
}

/** The tip of a needle of this length that stands on 0, 0; y grows downwards, as on screen. */
export function needleTip(cosine: number, length: number): readonly [x: number, y: number] {
  const angle = turnedBy(cosine);
  const round = (value: number) => Math.round(value * 10) / 10;
  return [round(length * Math.sin(angle)), round(-length * Math.cos(angle))];
}

/** Where the needle points after so many layers, between two of them as well: the angle goes evenly from one to the next. */
export function cosineAt(cosines: readonly number[], layers: number): number {
  const before = Math.floor(layers);
  const [from, to] = [turnedBy(cosines[before]!), turnedBy(cosines[Math.min(before + 1, cosines.length - 1)]!)];
  return Math.cos(from + (to - from) * (layers - before));
}
