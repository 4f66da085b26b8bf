/** A share as a whole percentage, with a space that does not break: `84 %`. */
export function percentText(share: number): string {
  return `${Math.round(share * 100)}\u00a0%`;
}
