import { fromHtml } from 'hast-util-from-html';
import { describe, expect, it } from 'vitest';
import { pageSections } from '../../../tools/search/page-sections.ts';

const read = (main: string) =>
  pageSections(fromHtml(`<main><h1>Scores</h1>${main}</main>`), '/chapters/scores', 'chapter');
const inShort = (main: string) =>
  read(main).map(({ link, title, text }) => [link.replace('/chapters/scores', ''), title, text]);

describe('the sections of a page', () => {
  it('go from heading to heading, each with its address', () => {
    expect(inShort('<p>First.</p><h2 id="why">Why</h2><p>Then W<sub>O</sub>.</p><h3>Within</h3><p>Last.</p>')).toEqual([
      ['', 'Scores', 'First.'],
      ['#why', 'Why', 'Then W_O. Within. Last.'],
    ]);
  });

  it('are named by the part whose heading it is', () => {
    expect(inShort('<section id="cost"><h2 id="cost-title">Cost</h2><p>Little.</p></section>')[1]).toEqual([
      '#cost',
      'Cost',
      'Little.',
    ]);
  });

  it('let a figure and an entry stand for themselves, and go on behind them', () => {
    const figure =
      '<figure id="f"><h2>Shadows</h2><table><tr><td>.8</td></tr></table><p class="note">A key casts one.</p></figure>';
    const table = '<table><tr id="error.a"><td><code>a</code></td><td>Why a.</td></tr></table>';
    expect(inShort(`<h2 id="h">H</h2><p>One.</p>${figure}<p>Two.</p>${table}`)).toEqual([
      ['', 'Scores', ''],
      ['#h', 'H', 'One. Two.'],
      ['#f', 'Shadows', 'A key casts one.'],
      ['#error.a', 'a', 'a Why a.'],
    ]);
  });

  it('are found by the signs of a formula, which no excerpt shows', () => {
    const formula = '<div class="formula"><annotation encoding="application/x-tex">\\sqrt{64}</annotation></div>';
    expect(read(`<p>Divided.</p>${formula}`)[0]).toMatchObject({ text: 'Divided.', names: '\\sqrt{64}' });
  });

  it('have a sentence that a page repeats where it stands first, and are titled by what corrects a statement', () => {
    const field = '<p>The text as the reader wrote it, at least one character.</p>';
    expect(inShort(`${field}<h2 id="b">B</h2>${field}`)[1]).toEqual(['#b', 'B', '']);
    const note = '<ol><li id="note-8"><h2><del>Wrong.</del> <ins>Right.</ins></h2><p>Because.</p></li></ol>';
    expect(inShort(note)[1]).toEqual(['#note-8', 'Right.', 'Wrong. Right. Because.']);
  });

  it('have each answer of a list of names as a sentence, so that an excerpt can be read', () => {
    const list =
      '<dl><dt>Shape</dt><dd>[heads, n, n]</dd><dt>Also</dt><dd>attention pattern</dd><dt>Why</dt><dd>It sums to 1.</dd></dl>';
    expect(inShort(`<p>A share.</p>${list}`)[0]![2]).toBe(
      'A share. Shape: [heads, n, n]. Also: attention pattern. Why: It sums to 1.',
    );
  });

  it('need a title', () => {
    expect(() => pageSections(fromHtml('<main><p>A</p></main>'), '/x', 'page')).toThrow(
      '/x: expected a main part with a title',
    );
  });
});
