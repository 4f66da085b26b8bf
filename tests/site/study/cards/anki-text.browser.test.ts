import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRows, writeRow } from '../../../../site/figures/export/separated-text.ts';
import { writeAnkiText } from '../../../../site/study/cards/anki-text.ts';
import { sideText } from '../../../../site/study/cards/own-cards.ts';
import { useBrowserReader } from './in-browser.ts';
import { someContent } from './some-decks.ts';

const readAnkiText = useBrowserReader();

const origin = 'https://bert.example';
const header = '#separator:tab\n#html:true\n#guid column:1\n#tags column:4\n#columns:guid\tFront\tBack\tTags\n';

describe('separated text', () => {
  it('gives back any rows', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string(), { minLength: 2 })),
        fc.constantFrom('\t', ';', ','),
        (rows, separator) => {
          const text = rows.map((row) => writeRow(row, separator)).join('\n');
          expect(readRows(text, separator).map(({ fields }) => fields)).toEqual(rows);
        },
      ),
    );
  });

  it('skips comments and empty lines wherever they stand, and numbers the lines all the same', () => {
    const rows = readRows('# one\n\na;b\n#c;d\n"e\nf";g', ';');
    expect(rows).toEqual([
      { line: 3, fields: ['a', 'b'] },
      { line: 5, fields: ['e\nf', 'g'] },
    ]);
  });

  it('names the line of a quote that is not closed, counted behind quoted line breaks', () => {
    expect(() => readRows('a;"b\nc"\nd;"e', ';')).toThrow('line 3: expected a closing quote');
  });
});

describe("Anki's text format", () => {
  it('begins with its header lines, and carries emphasis, sources and the link to the figure', () => {
    const card = {
      id: 'scores-what',
      front: 'What is *q* · *k*?',
      back: 'A score < 1 [@clark2019]',
      concept: 'scores',
      href: '/chapters/scores#layer=9',
      source: 'key' as const,
    };
    const lines = writeAnkiText([card], origin).split('\n');
    expect(lines.slice(0, 7)).toEqual([
      '#separator:tab',
      '#html:true',
      '#notetype:Basic',
      "#deck:BERT's attention",
      '#columns:guid\tFront\tBack\tTags',
      '#guid column:1',
      '#tags column:4',
    ]);
    const [row] = readRows(lines[7]!, '\t');
    expect(row!.fields).toEqual([
      'scores-what',
      'What is <i>q</i> · <i>k</i>?',
      'A score &lt; 1 (<a href="https://arxiv.org/abs/1906.04341">Clark et al. 2019</a>)<div class="figure"><a href="https://bert.example/chapters/scores#layer=9">The figure</a></div>',
      'bert::source::key bert::concept::scores',
    ]);
  });

  it("gives back any of the reader's own cards", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(someContent), async (contents) => {
        const cards = contents.map((content, index) => {
          const sides = { front: sideText(content.front), back: sideText(content.back) };
          return { id: `own-${index}`, content: { ...content, ...sides } };
        });
        const text = writeAnkiText(
          cards.map(({ id, content }) => ({ id, ...content })),
          origin,
        );
        expect(await readAnkiText(text)).toEqual({ cards, rejected: [] });
        expect((await readAnkiText(text.replaceAll('\n', '\r\n'))).cards.length).toBe(cards.length);
      }),
    );
  });

  it('reads what Anki writes: other columns, other markup, entities', async () => {
    const text =
      '#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n' +
      'k^,mQ\tBasic\tMy deck\t<div>What is <b>W</b><sub>O</sub>?</div>\t<span>12 &times; 64<br>&#61; &#x37;68&nbsp;</span>\ta b\n';
    expect((await readAnkiText(text)).cards).toEqual([
      {
        id: 'k^,mQ',
        content: { front: 'What is **W**~O~?', back: '12 × 64\n= 768', marked: true, source: 'import' },
      },
    ]);
  });

  it('says which lines made no card, and keeps what they held', async () => {
    const { cards, rejected } = await readAnkiText(`${header}own-1\tfront\tback\t\nown-2\tfront only\n`);
    expect(cards.length).toBe(1);
    expect(rejected).toEqual([{ value: ['own-2', 'front only'], reason: expect.stringMatching(/^line 7: /) }]);
    await expect(readAnkiText('#separator:nothing\na\tb')).rejects.toThrow('#separator: expected tab,');
  });

  it('takes a link to a figure only as a page of this site', async () => {
    const row =
      'own-1\tf\tb<div class="figure"><a href="https://elsewhere.example/chapters/scores#layer=2">The figure</a></div>\t';
    expect((await readAnkiText(header + row)).cards[0]!.content.href).toBe('/chapters/scores#layer=2');
    const script = 'own-1\tf\tb<div class="figure"><a href="javascript:alert(1)">The figure</a></div>\t';
    expect((await readAnkiText(header + script)).cards).toEqual([]);
  });

  it('never fails on any text but for a quote that is not closed or a separator that is none', async () => {
    const bits = fc.array(
      fc.constantFrom(
        ...[
          '#separator:',
          '#html:true',
          '#columns:',
          '#guid column:1',
          'tags:',
          '\t',
          '\n',
          '"',
          'a',
          ';',
          '{{c1::',
          '}}',
        ],
        ...['<div>', '</p>', '<svg>', '<table><td>', '&', '<!--'],
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          bits.map((all) => all.join('')),
        ),
        async (text) => {
          await readAnkiText(text).catch((error: Error) => {
            expect(error.message).toMatch(/closing quote|#separator/);
          });
        },
      ),
    );
  });
});

/** Front and back of each card of a file. */
const sides = async (file: string) =>
  (await readAnkiText(file)).cards.map(({ content }) => [content.front, content.back]);

describe('a file without header lines', () => {
  it.each([
    ['tab', 'a\tb', 'a', 'b'],
    ['pipe', 'a|b', 'a', 'b'],
    ['semicolon', 'a;b', 'a', 'b'],
    ['colon', 'a:b', 'a', 'b'],
    ['comma', 'a,b', 'a', 'b'],
    ['space', 'a b', 'a', 'b'],
    ['tab before comma', 'a, b\tc', 'a, b', 'c'],
    ['the one that parts most rows', 'What is BERT: a decoder?,no\nWho?,me', 'What is BERT: a decoder?', 'no'],
    ['tab where one row has no second side', 'only one side\nwhat asks?\tthe query', 'what asks?', 'the query'],
  ])('is parted by what it holds: %s', async (_, file, front, back) => {
    expect((await sides(file)).find(([found]) => found === front)).toEqual([front, back]);
  });

  it('is HTML where a tag stands in its first rows, and else not', async () => {
    expect(await sides('what is <b>bold</b>?\ta <i>tag</i><br>two')).toEqual([['what is **bold**?', 'a *tag*\ntwo']]);
    expect(await sides('x &lt; y\t&eacute;')).toEqual([['x &lt; y', '&eacute;']]);
    expect(await sides('#html:false\na <b>\tc')).toEqual([['a <b>', 'c']]);
    expect(await sides('x < 5\ty')).toEqual([['x < 5', 'y']]);
  });

  it('has quotes only around a whole field, and drops no row for them', async () => {
    expect(await sides('"Hello" she said\tgreeting\nnext\tone')).toEqual([
      ['Hello she said', 'greeting'],
      ['next', 'one'],
    ]);
    expect(await sides('"q" , "a"')).toEqual([['q', '"a"']]);
    expect(await sides('a "quoted" word\tsay "x"')).toEqual([['a "quoted" word', 'say "x"']]);
    expect(await sides('"a ""b"" c"\td')).toEqual([['a "b" c', 'd']]);
    expect(await sides('"two; lines";"a\nb"')).toEqual([['two; lines', 'a\nb']]);
  });

  it('has comments anywhere, header lines only at its top, and a line of tags at the very top', async () => {
    expect(await sides('front1\tback1\n# note to self\tignore this\nfront2\tback2')).toEqual([
      ['front1', 'back1'],
      ['front2', 'back2'],
    ]);
    expect(await sides('tags: bert::concept::scores\n#html:false\na\tb')).toEqual([['a', 'b']]);
    expect((await readAnkiText('tags: bert::concept::scores\na\tb')).cards[0]!.content.concept).toBe('scores');
    expect(await sides('"#1 on the list"\tb')).toEqual([['#1 on the list', 'b']]);
  });

  it('is read from header lines that a spreadsheet has saved as rows', async () => {
    expect(await sides('#separator:Comma,,\n#html:true,,\n<b>a</b>,b,')).toEqual([['**a**', 'b']]);
  });
});

describe('the columns of a file', () => {
  it.each([
    ['#guid column:2\na\tG\tb', 'G', 'a', 'b'],
    ['#deck column:1\n#notetype column:3\ndeck\ta\tBasic\tb', undefined, 'a', 'b'],
    ['#columns:Back\tFront\nb\ta', undefined, 'a', 'b'],
    ['#columns:Tags\tWord\tMeaning\nt\ta\tb', undefined, 'a', 'b'],
    ['#guid column:1\n#columns:Front\tWord\tMeaning\nG\ta\tb', 'G', 'a', 'b'],
    ['#columns:guid\tFront\tExtra\nx\ta\tb', undefined, 'a', 'x'],
    ['#guid column:constructor\n#toString:x\na\tb', undefined, 'a', 'b'],
  ])('%j', async (file, id, front, back) => {
    const [card] = (await readAnkiText(`#separator:tab\n${file}`)).cards;
    expect(card).toMatchObject({ content: { front, back } });
    expect(card!.id).toBe(id);
  });
});

describe('the HTML of a field', () => {
  const front = async (html: string) =>
    (await sides(`#separator:tab\n#html:true\n"${html.replaceAll('"', '""')}"\tx`))[0]?.[0];
  it.each([
    ['first<div>second</div><div>third</div>', 'first\nsecond\nthird'],
    ['X<h2>Head</h2>body<blockquote>q</blockquote>z', 'X\nHead\nbody\nq\nz'],
    ['line1<hr>line2', 'line1\nline2'],
    ['<ul>\n  <li>a</li>\n  <li>b</li>\n</ul>c', 'a\nb\nc'],
    ['<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a\tb\nc'],
    ['<td>a</td><td>b</td>', 'a\tb'],
    ['a<div><br></div><div>b</div>', 'a\n\nb'],
    ['<p>a</p> <p>b</p>', 'a\nb'],
    ['a<br><br/>b', 'a\n\nb'],
    ['a\n b', 'a b'],
    ['<pre>a\n b</pre>', 'a\n b'],
    ['<dl><dt>a</dt><dd>b</dd></dl>', 'a\nb'],
    ['&eacute;t&eacute; &rarr; &mdash; &hellip; &alpha; &#8364; &amp;lt;', 'été → — … α € &lt;'],
    ['&constructor; &amp', '&constructor; &'],
    ['<style>.a{color:red}</style>hi', 'hi'],
    ['<script>alert(1)</script>hi<!-- c -->', 'hi'],
    ['<span title="a>b">hello</span>', 'hello'],
    ['<constructor>a</constructor>', 'a'],
    ['a < b and c > d', 'a < b and c > d'],
    ['<i>2 * 3</i> = 6', '2 * 3 = 6'],
    ['<b><i>both</i></b>', '**both**'],
    ['a<b></b>', 'a'],
    ['10<sup>3</sup> x<sup>n+1</sup> e<sup>−<i>x</i></sup>', '10³ xⁿ⁺¹ e⁻ˣ'],
    ['the 1<sup>st</sup> W<sup>Q</sup> a<sup></sup>.<sup>[2]</sup>', 'the 1ˢᵗ W^(Q) a.[2]'],
    ['<b>2<sup>10</sup></b> = 1024', '**2¹⁰** = 1024'],
    ['say [sound:hi.mp3]hi<img src="x.png">', 'say hi'],
  ])('%j is %j', async (html, text) => {
    expect(await front(html)).toBe(text);
  });

  it('says how many pictures and sounds are gone, and which rows were nothing else', async () => {
    const file = '#separator:tab\n#html:true\na<img src="x.png">\tb[sound:b.mp3]\n<img src="x.png">\tb\n';
    const { cards, rejected, leftOut } = await readAnkiText(file);
    expect(cards.map(({ content }) => content.front)).toEqual(['a']);
    expect(leftOut).toBe(2);
    expect(rejected[0]!.reason).toBe('line 4: expected words on both sides, found a picture or a sound alone on one');
  });
});

describe('notes with gaps', () => {
  it.each([
    ['{{c1::Paris}} is in France', [['[...] is in France', 'Paris\n\nParis is in France']]],
    [
      '{{c1::Paris::city}} is in {{c2::France}}\tTrue.',
      [
        ['[city] is in France', 'Paris\n\nParis is in France\n\nTrue.'],
        ['Paris is in [...]', 'France\n\nParis is in France\n\nTrue.'],
      ],
    ],
    ['{{c1::a}} and {{c1::b}}', [['[...] and [...]', 'a, b\n\na and b']]],
    [
      '{{c1::a {{c2::b}}}}',
      [
        ['[...]', 'a b\n\na b'],
        ['a [...]', 'b\n\na b'],
      ],
    ],
  ])('%j become cards', async (note, cards) => {
    expect(await sides(`#separator:tab\n#notetype:Cloze\n${note}`)).toEqual(cards);
  });

  it('keep a name for each of their cards, and are not looked for where the file says Basic', async () => {
    const ids = (await readAnkiText('#separator:tab\n#guid column:1\nG\t{{c2::b}} {{c1::a}}')).cards.map(
      ({ id }) => id,
    );
    expect(ids).toEqual(['G c1', 'G c2']);
    expect(await sides('#separator:tab\n#notetype:Basic\n{{c1::a}}\tb')).toEqual([['{{c1::a}}', 'b']]);
    expect(await sides('#separator:tab\n{{c1::never closed\tb')).toEqual([['{{c1::never closed', 'b']]);
  });
});

describe('a hostile file is read in a time that grows with its length', () => {
  const many = 40_000;
  it.each([
    ['tags that do not end', '<a'.repeat(many)],
    ['entities', '&constructor;'.repeat(many)],
    ['gaps that do not close', '{{c1::'.repeat(many)],
    ['sounds that do not close', '[sound:'.repeat(many)],
    ['nested blocks', '<div>a'.repeat(many)],
    ['quotes', '""'.repeat(many)],
    ['header lines', '#separator:tab\n'.repeat(many)],
    ['lines', '\n'.repeat(many)],
  ])('%s', async (_, text) => {
    const steps = await readAnkiText(`#html:true\nf\t${text}`).catch((error: Error) => error.message);
    expect(steps).toBeDefined();
    await readAnkiText(`#html:true\n${text}`).catch((error: Error) => error.message);
  });
});
