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

  it('never fails on any text but for a quote that is not closed, a separator that is none, or lines that are not parted', async () => {
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
            expect(error.message).toMatch(/closing quote|#separator: expected|Expected a deck/);
          });
        },
      ),
    );
  });
});
