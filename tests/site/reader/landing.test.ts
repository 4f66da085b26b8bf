import { describe, expect, it } from 'vitest';
import type { Find } from '../../../shared/analysis/what-stands-out.ts';
import { writeFragment } from '../../../site/reader/fragment.ts';
import { landingOn, namesPlace, openingOf } from '../../../site/reader/landing.ts';
import { presets } from '../../../site/reader/presets.ts';

const own = { text: 'Snow fell all night.', pair: '' };
const find = (layer: number, head: number, from: number): Find => ({
  layer,
  head,
  from,
  to: 1,
  weight: 0.9,
  usual: 0.01,
  share: 1,
  score: 6.5,
});

describe('openingOf', () => {
  it('lands a new sentence on what stands out', () => {
    expect(openingOf(own, { isNamed: false, isPicked: false })).toEqual({ lands: true });
  });

  it.each([
    { isNamed: true, isPicked: false },
    { isNamed: false, isPicked: true },
    { isNamed: true, isPicked: true },
  ])('stays where the address names a place or the reader has picked a head: %o', (known) => {
    expect(openingOf(own, known)).toEqual({ lands: false });
    expect(openingOf(presets[1]!, known)).toEqual({ lands: false });
  });

  it.each(presets)("opens the site's own sentence $id at its place", (preset) => {
    const { layer, head, token } = preset;
    const opening = openingOf({ text: preset.text, pair: preset.pair }, { isNamed: false, isPicked: false });
    expect(opening).toEqual({ at: { layer, head, token }, lands: false });
  });
});

describe('landingOn', () => {
  it('is the row of the best find', () => {
    expect(landingOn({ finds: [find(8, 10, 5), find(1, 2, 3)] })).toEqual({ layer: 8, head: 10, token: 5 });
  });

  it('is nowhere where nothing stands out', () => expect(landingOn({ finds: [] })).toBeUndefined());
});

describe('namesPlace', () => {
  it.each(['#text=Hi&layer=3', '#text=Hi&head=2', '#token=4', writeFragment({ ...own, layer: 0, head: 0, token: 0 })])(
    '%s does',
    (fragment) => expect(namesPlace(fragment)).toBe(true),
  );

  it.each(['#text=Hi', '#text=Hi&pair=there', '#text=Hi&lens=norm'])('%s does not', (fragment) =>
    expect(namesPlace(fragment)).toBe(false),
  );

  it.each(['', '#', '#note-3'])('"%s" is the place where every page begins', (fragment) =>
    expect(namesPlace(fragment)).toBe(true),
  );
});
