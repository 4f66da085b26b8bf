/** The angle of a vector that has turned until its cosine is `cosine`: radians from straight up, clockwise. */
export function turnedBy(cosine: number): number {
  return Math.acos(Math.min(1, Math.max(-1, cosine)));
}

/** The tip of a needle of this length with its foot at 0, 0; y grows downwards, as on screen. */
export function needleTip(cosine: number, length: number): readonly [x: number, y: number] {
  const angle = turnedBy(cosine);
  const round = (value: number) => Math.round(value * 10) / 10;
  return [round(length * Math.sin(angle)), round(-length * Math.cos(angle))];
}

/** The cosine after so many layers, whole or in part. Between two layers the angle changes evenly. */
export function cosineAt(cosines: readonly number[], layers: number): number {
  const before = Math.floor(layers);
  const [from, to] = [turnedBy(cosines[before]!), turnedBy(cosines[Math.min(before + 1, cosines.length - 1)]!)];
  return Math.cos(from + (to - from) * (layers - before));
}
