import type { Coreference } from '../../../shared/atlas/coreference.ts';

/** The head that is right most often; layers and heads 0-based. */
export function bestOf({ accuracy }: Pick<Coreference, 'accuracy'>) {
  const all = accuracy.flatMap((row, layer) => row.map((share, head) => ({ layer, head, accuracy: share })));
  return all.reduce((best, one) => (one.accuracy > best.accuracy ? one : best));
}

/** What the interval allows to say of a head beside the better of the two rules. */
export function differsFrom(ours: Coreference, layer: number, head: number): string {
  const rule = Math.max(ours.nearest, ours.same_word);
  if (ours.low[layer]![head]! > rule) return 'So the head finds more than either rule.';
  if (ours.high[layer]![head]! < rule) return 'So a rule finds more than the head.';
  return 'Between the head and the better rule these documents cannot decide.';
}
