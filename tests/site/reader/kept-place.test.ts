import { describe, expect, it } from 'vitest';
import { showsPlace, withPlace } from '../../../site/reader/kept-place.ts';

const place = '#text=Dogs+chase+cats.&layer=5&head=3&token=2';

describe('the place in a link', () => {
  it.each([
    ['/playground', `/playground${place}`],
    ['/', `/${place}`],
    ['/chapters/softmax', `/chapters/softmax${place}`],
    ['/cards?concept=scores', `/cards?concept=scores${place}`],
    ['/practice#text=old', `/practice${place}`],
  ])('stands behind the # of %s', (href, carried) => {
    expect(withPlace(href, place)).toBe(carried);
    expect(withPlace(carried, '')).toBe(href.replace(/#.*/, ''));
  });

  it.each(['/notes.md', '/podcast/feed.xml', '/openapi.json', 'https://arxiv.org/abs/1', '//elsewhere.org/a', '#main'])(
    'is not put behind %s',
    (href) => expect(withPlace(href, place)).toBe(href),
  );
});

it('pages that begin at the place in their address are those with a sentence, and the list of chapters', () => {
  const paths = [
    '/',
    '/index.html',
    '/map',
    '/playground',
    '/notes',
    '/practice.html',
    '/chapters',
    '/chapters/scores',
    '/heads/9-11',
  ];
  expect(paths.map(showsPlace)).toEqual(paths.map(() => true));
  expect(['/quiz', '/cards', '/podcast', '/api', '/docs', '/progress', '/404'].map(showsPlace)).toEqual(
    Array(7).fill(false),
  );
});
