import type { MaskCandidate } from '../../../shared/model/fill-mask.ts';
import type { GuessRow } from './take-it-away.ts';

/** Words that are shown. */
const listed = 5;

/** The words with the largest probability before or after, the best word of each among them. */
export function guessRows(before: readonly MaskCandidate[], after: readonly MaskCandidate[]): GuessRow[] {
  const [was, is] = [before, after].map((list) => new Map(list.map(({ id, probability }) => [id, probability])));
  const rows = [...new Map([...before, ...after].map(({ id, token }) => [id, token]))].map(([id, token]) => ({
    id,
    token,
    before: was!.get(id) ?? null,
    after: is!.get(id) ?? null,
  }));
  const most = (row: GuessRow) => Math.max(row.before ?? 0, row.after ?? 0);
  const isBest = ({ id }: GuessRow) => id === before[0]?.id || id === after[0]?.id;
  const kept = rows.sort((a, b) => Number(isBest(b)) - Number(isBest(a)) || most(b) - most(a)).slice(0, listed);
  return kept.sort((a, b) => most(b) - most(a));
}
