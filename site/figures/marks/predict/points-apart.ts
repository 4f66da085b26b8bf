/** The distance of the model from a guess, both in percent: “22 points less”, “1 point more”, “just that”. */
export function pointsApart(guess: number, truth: number): string {
  const apart = Math.round(truth) - guess;
  if (apart === 0) return 'just that';
  const size = Math.abs(apart);
  return `${size} ${size === 1 ? 'point' : 'points'} ${apart < 0 ? 'less' : 'more'}`;
}
