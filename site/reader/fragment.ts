import { limits } from '../../shared/api/limits.ts';
import { headCount, layerCount, lenses, plainReading, type ReaderPlace, type Reading } from '../model/reader-place.ts';

/**
 * The fragment of a place: `#text=&pair=&layer=9&head=11&token=8&lens=norm&words=1&fold=1`. Browsers never send it, so
 * no reader's text reaches a log. A reading equal to `plainReading` is left out.
 */
export function writeFragment(place: ReaderPlace, reading: Reading = plainReading): string {
  const { text, pair, layer, head, token } = place;
  const fields = new URLSearchParams({ text });
  if (pair) fields.set('pair', pair);
  fields.set('layer', String(layer + 1));
  fields.set('head', String(head + 1));
  fields.set('token', String(token));
  if (reading.lens !== plainReading.lens) fields.set('lens', reading.lens);
  if (reading.words) fields.set('words', '1');
  if (reading.fold) fields.set('fold', '1');
  return `#${fields}`;
}

/** Whether a fragment names a place, and not an element to scroll to. */
export function isPlace(fragment: string): boolean {
  return !fragment || fragment.includes('=');
}

/** A fragment without the figure that it names, which stands behind everything else. */
export function withoutFigure(fragment: string): string {
  return fragment.replace(/[#&]figure=.*$/s, '');
}

/**
 * The place that a fragment names. A value that is absent or out of range comes from `fallback`; but its token means
 * nothing in another text, which begins at its first word.
 */
export function readFragment(fragment: string, fallback: ReaderPlace): ReaderPlace {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  const text = fields.get('text') || fallback.text;
  return {
    text,
    pair: fields.get('pair') ?? (text === fallback.text ? fallback.pair : ''),
    layer: wholeNumber(fields.get('layer'), 1, layerCount, fallback.layer + 1) - 1,
    head: wholeNumber(fields.get('head'), 1, headCount, fallback.head + 1) - 1,
    token: wholeNumber(fields.get('token'), 0, limits.tokensPerText - 1, text === fallback.text ? fallback.token : 1),
  };
}

/** The reading that a fragment names. A value that is absent or unknown comes from `plainReading`. */
export function readReading(fragment: string): Reading {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  const lens = lenses.find((known) => known === fields.get('lens')) ?? plainReading.lens;
  return { lens, words: fields.get('words') === '1', fold: fields.get('fold') === '1' };
}

function wholeNumber(field: string | null, least: number, most: number, fallback: number): number {
  if (!field || !/^\d+$/.test(field)) return fallback;
  const value = Number(field);
  return value >= least && value <= most ? value : fallback;
}
