import { saveFile } from '../../ui/save-file.ts';
import { figureNumbers } from './figure-numbers.ts';
import { figurePng } from './figure-png.ts';
import type { FigureSource } from './figure-source.ts';
import { figureSvg } from './figure-svg.ts';
import type { NumbersAbout } from './name-words.ts';
import { numbersCsv } from './numbers-csv.ts';

/** The files that a figure can be taken along as. */
export type FigureFile = 'csv' | 'svg' | 'png';

/**
 * Saves a figure's numbers or its picture as it is on the page.
 * @param about what the numbers' names do not say
 * @throws Error where the browser cannot draw it
 */
export async function saveFigure(
  file: FigureFile,
  name: string,
  figure: Element,
  source: FigureSource,
  about: NumbersAbout,
): Promise<void> {
  if (file === 'csv')
    saveFile(
      `${name}.csv`,
      'text/csv;charset=utf-8',
      numbersCsv(figureNumbers(figure), { sentence: source.sentence, ...about }),
    );
  if (file === 'svg') saveFile(`${name}.svg`, 'image/svg+xml', figureSvg(figure, source));
  if (file === 'png') saveFile(`${name}.png`, 'image/png', await figurePng(figure, source));
}
