/**
 * Inline style of a mark by a signed part of the full colour, -1..1: the ink of its sign, and its strength. Beyond, the
 * colour is full; NaN, what is not known yet, has none.
 */
export function signedStyle(part: number): string {
  if (!Number.isFinite(part)) return '--strength:0%';
  const strength = Math.min(1, Math.abs(part));
  return `--mark:var(--${part < 0 ? 'negative' : 'positive'});--strength:${(strength * 100).toFixed(1)}%`;
}
