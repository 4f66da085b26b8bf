import type { Row } from '../../figures/export/separated-text.ts';
import { counted } from '../../ui/counted.ts';

/**
 * Refuses a text that names no separator and whose rows are mostly not parted by the one that was guessed. Prose has its
 * commas and semicolons too, but not in most lines; a space parts a row only into two words.
 * @throws Error saying what was expected, and how to name the separator
 */
export function refuseProse(rows: readonly Row[], separator: string): void {
  const isParted = ({ fields }: Row) => (separator === ' ' ? fields.length === 2 : fields.length > 1);
  const parted = rows.filter(isParted).length;
  if (parted * 2 >= rows.length) return;
  throw new Error(
    `Expected a deck, with a front and a back in each line and a tab, semicolon or comma between them, found so in ${parted} of ${counted(rows.length, 'line')}. If it is one, name what stands between them in a first line, such as #separator:semicolon.`,
  );
}
