import { describe, expect, it } from 'vitest';
import { pageFragment } from '../../../site/embed/keep-way-back.ts';

describe('pageFragment', () => {
  it.each([
    ['', '#figure=key-shadows-figure'],
    ['#text=Dogs&layer=5', '#text=Dogs&layer=5&figure=key-shadows-figure'],
    ['#text=Dogs&figure=key-shadows-figure&show.apart=1', '#text=Dogs&figure=key-shadows-figure&show.apart=1'],
    ['#figure=key-shadows-figure', '#figure=key-shadows-figure'],
    ['#text=a+figure%3Dof', '#text=a+figure%3Dof&figure=key-shadows-figure'],
  ])('of %j is %j: the same place, at the figure', (fragment, expected) => {
    expect(pageFragment(fragment, 'key-shadows-figure')).toBe(expected);
  });
});
