import { reader } from '../../reader/reader.svelte.ts';
import { saveFile } from '../../ui/save-file.ts';
import { atRest } from './at-rest.ts';
import { figureNumbers } from './figure-numbers.ts';
import { figurePng } from './figure-png.ts';
import type { FigureSource } from './figure-source.ts';
import { figureSvg } from './figure-svg.ts';
import type { NumbersAbout } from './name-words.ts';
import { numbersCsv } from './numbers-csv.ts';

/** The files that a figure can be taken along as. */
export type FigureFile = 'csv' | 'svg' | 'png';

/** A figure as it is on the page. */
export interface SavedFigure {
  /** Name of the files, without an extension. */
  readonly name: string;
  readonly figure: Element;
  /** Its fragment in its present state. */
  readonly link: string;
  /** Whether it shows the reader's sentence, and none of its own. */
  readonly isOfReader: boolean;
  /** What the numbers' names do not say; the tokens of the reader's sentence otherwise. */
  readonly about: NumbersAbout | undefined;
}

/**
 * Saves a figure's numbers or its picture.
 * @throws Error where the browser cannot draw it
 */
export async function saveFigure(file: FigureFile, saved: SavedFigure): Promise<void> {
  const { name, figure, isOfReader } = saved;
  const source = sourceOf(saved);
  const about = saved.about ?? { tokens: (isOfReader && reader.trace?.tokens) || [] };
  if (file === 'csv')
    saveFile(
      `${name}.csv`,
      'text/csv;charset=utf-8',
      numbersCsv(figureNumbers(figure), { sentence: source.sentence, ...about }),
    );
  // A picture of a moving figure would show its parts on their way.
  if (file !== 'csv') await atRest(figure);
  if (file === 'svg') saveFile(`${name}.svg`, 'image/svg+xml', figureSvg(figure, source));
  if (file === 'png') saveFile(`${name}.png`, 'image/png', await figurePng(figure, source));
}

/** The caption of a picture of the answered sentence; both texts of a pair are separated by a bar. */
function sourceOf({ link, isOfReader }: SavedFigure): FigureSource {
  const { text, pair } = reader.answered;
  const { host, pathname, search } = location;
  const whole = `${host}${pathname}${search}${link}`;
  return isOfReader ? { sentence: pair ? `${text} | ${pair}` : text, link: whole } : { link: whole };
}
