import { describe, expect, it } from 'vitest';
import { useBrowserReader } from './in-browser.ts';

const readAnkiText = useBrowserReader();

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

describe('a text without header lines is no deck', () => {
  it.each([
    [
      'Attention weighs what each token says.\nSome heads look back; others look ahead.\nNone looks at nothing.',
      '1 of 3',
    ],
    ['A token asks.\nAnother\tanswers it.\nThe sum goes on.', '1 of 3'],
    ['A head has 64 numbers for each token', '0 of 1'],
    ['word', '0 of 1'],
  ])('%j', async (file, found) => {
    await expect(readAnkiText(file)).rejects.toThrow(
      new RegExp(`Expected a deck, with a front and a back in each line .* found so in ${found} lines?\\.`),
    );
  });

  it('unless it names what stands between front and back', async () => {
    const file = '#separator:semicolon\nonly one side\nwhat asks?;the query\nonly one side again';
    expect(await sides(file)).toEqual([['what asks?', 'the query']]);
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
