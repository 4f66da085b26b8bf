import { describe, expect, it } from 'vitest';
import { plainTex } from '../../../tools/markdown/formulas.ts';
import { markdownPath, pageMarkdown } from '../../../tools/markdown/page-markdown.ts';

const page = (main: string, head = '') => `<!doctype html>
<html><head><meta property="og:url" content="https://example.com/chapters/x">${head}</head>
<body><nav>Menu</nav><main>${main}</main></body></html>`;

/** What follows the title and the line that names the page. */
const body = (main: string) =>
  pageMarkdown(page(`<h1>X</h1>${main}`))
    .split('\n\n')
    .slice(2)
    .join('\n\n')
    .trimEnd();

describe('a page in Markdown', () => {
  it('begins with its title and its address, whatever stands before them on the page', () => {
    expect(pageMarkdown(page('<p>Chapter 1</p><h1>X</h1>'))).toBe(
      '# X\n\nThe text of <https://example.com/chapters/x>.\n\nChapter 1\n',
    );
  });

  it('keeps words and numbers, and leaves out controls, drawings, comments and what is hidden', () => {
    const parts = [
      '<script>let a;</script><svg><text>drawn</text></svg><p class="screen-only">seen</p><p hidden>hidden</p>',
      '<p>It is <!--[--><data class="number" value="0.5">.50</data><!--]--> of <em>cat</em>.<button>Copy</button></p>',
      '<p><i class="swatch"></i> positive</p>',
    ];
    expect(body(parts.join(''))).toBe('It is .50 of *cat*.\n\npositive');
  });

  it('makes every link one that also leads somewhere from a file', () => {
    expect(body('<p><a href="/api#limits">a</a> <a href="#b">b</a> <a href="https://arxiv.org/">c</a></p>')).toBe(
      '[a](https://example.com/api#limits) [b](https://example.com/chapters/x#b) [c](https://arxiv.org/)',
    );
  });

  it('writes a formula as TeX, without the colours of its letters', () => {
    const tex = String.raw`\frac{\htmlClass{query}{q_{i}} \cdot \htmlClass{key}{k_j}}{8}`;
    const drawn = `<span class="katex"><math><annotation encoding="application/x-tex">${tex}</annotation></math></span>`;
    expect(body(`<div class="formula">${drawn}</div>`)).toBe(`$$\n${plainTex(tex)}\n$$`);
    expect(plainTex(tex)).toBe(String.raw`\frac{{q_{i}} \cdot {k_j}}{8}`);
  });

  it('writes a block of code in its language, and a card as a quotation', () => {
    expect(body('<pre data-language="ts"><code><span>const a</span> = 1;</code></pre>')).toBe(
      '```ts\nconst a = 1;\n```',
    );
    const card = '<details><summary>Why?</summary><p class="back">Because.</p><button>Knew it</button></details>';
    expect(body(`<div class="recall">${card}</div>`)).toBe('> **Why?**\\\n> Because.');
  });

  it('writes of a figure its title, its sentences without legends of colours, a link to it and its tables', () => {
    const figure = `<figure id="x-figure"><h2>Shadows</h2><div class="legend">−1 to +1, linear</div>
      <p class="legend">A bar is a weight.</p><table><tr><th>cat</th><td>.8</td></tr></table></figure>`;
    expect(body(figure)).toBe(
      '**Figure: Shadows.** A bar is a weight. [The figure on its page](https://example.com/chapters/x#x-figure).\n\n| | |\n| - | - |\n| cat | .8 |',
    );
  });

  it('puts a caption before its table and leaves out columns that hold drawings alone', () => {
    const table = `<table><caption>Weights</caption><thead><tr><th>to</th><th>bar</th><th>weight</th></tr></thead>
      <tbody><tr><th>cat</th><td><i></i></td><td><button>.8</button></td></tr></tbody></table>`;
    expect(body(table)).toBe('Weights\n\n| to | weight |\n| - | - |\n| cat | .8 |');
  });

  it('names what it does not find', () => {
    expect(() => pageMarkdown('<main><h1>X</h1></main>')).toThrow('og:url');
    expect(() => pageMarkdown(page('<p>no title</p>'))).toThrow('expected a title');
    expect(() => body('<figure><h2>Shadows</h2></figure>')).toThrow('a title and an id');
  });
});

it('the page says where its Markdown is', () => {
  const link = '<link rel="alternate" type="text/markdown" href="/chapters/x.md">';
  expect(markdownPath(page('', link))).toBe('/chapters/x.md');
  expect(markdownPath(page(''))).toBeUndefined();
});
