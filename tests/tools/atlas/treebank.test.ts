import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTreebank } from '../../../tools/atlas/treebank.ts';

const line = (id: string, form: string, head: string, relation: string, upos = 'X') =>
  [id, form, form, upos, '_', '_', head, relation, '_', '_'].join('\t');
const itRains = `# sent_id = a1\n${line('1', 'It', '2', 'expl')}\n${line('2', 'rains', '0', 'root')}\n`;

describe('a treebank', () => {
  it('gives the words of each sentence with what they depend on', () => {
    expect(readTreebank(`${itRains}${line('3', '.', '2', 'punct', 'PUNCT')}\n\n`)).toEqual([
      {
        id: 'a1',
        words: [
          { form: 'It', head: 1, relation: 'expl', isPunctuation: false },
          { form: 'rains', head: -1, relation: 'root', isPunctuation: false },
          { form: '.', head: 1, relation: 'punct', isPunctuation: true },
        ],
      },
    ]);
  });

  it('may begin with a byte order mark, end its lines as Windows does, and have several empty lines between sentences', () => {
    const file = `\uFEFF${itRains}\n\n\n${itRains.replace('a1', 'a2')}`.replaceAll('\n', '\r\n');
    expect(readTreebank(file).map(({ id, words }) => [id, words.length])).toEqual([
      ['a1', 2],
      ['a2', 2],
    ]);
  });

  it('may have words that are joined in writing, and words that are not written: neither is a word of the sentence', () => {
    const joined = `${line('1-2', "don't", '_', '_')}\n${line('1', 'do', '3', 'aux')}\n${line('2', "n't", '3', 'advmod')}`;
    const [sentence] = readTreebank(`${joined}\n${line('2.1', 'ever', '_', '_')}\n${line('3', 'go', '0', 'root')}\n`);
    expect(sentence!.words.map(({ form }) => form)).toEqual(['do', "n't", 'go']);
    expect(sentence!.id).toBe('1');
  });

  it.each([
    ['', /expected a CoNLL-U file, found no sentence/],
    ['# text = nothing\n\n', /found no sentence/],
    ['It rains.\n', /^line 1: expected ten columns .*, found 1 in "It rains\."/],
    [`${itRains}3\tagain\n`, /^line 4: expected ten columns .*, found 2/],
    [`${itRains}\n${line('x', 'It', '0', 'root')}\n`, /^line 5: expected ten columns .* begin with the word's number/],
    [
      `${line('1', 'It', '3', 'expl')}\n${line('2', 'rains', '0', 'root')}\n`,
      /^sentence 1, word 1: expected as HEAD 0 to 2, not itself, found 3/,
    ],
    [`${line('1', 'It', '1', 'expl')}\n${line('2', 'rains', '0', 'root')}\n`, /not itself, found 1/],
    [`${line('1', 'It', 'two', 'expl')}\n${line('2', 'rains', '0', 'root')}\n`, /found NaN/],
    [`${line('1', 'It', '2', 'expl')}\n${line('3', 'rains', '0', 'root')}\n`, /expected word 2, found 3/],
    [
      `${line('1', 'It', '2', 'expl')}\n${line('2', 'rains', '1', 'root')}\n`,
      /expected a word whose HEAD is 0, found none/,
    ],
    [`${line('1', 'It', '2', '_')}\n${line('2', 'rains', '0', 'root')}\n`, /word 1: expected a DEPREL, found none/],
  ])('%j is refused, and it is said where and why', (file, message) => {
    expect(() => readTreebank(file)).toThrow(message);
  });

  it('whatever stands in the file, gives sentences whose words depend on words of theirs, or an error in words', () => {
    const cell = fc.oneof(
      fc.constantFrom('1', '2', '3', '0', '_', '1-2', '1.1', '-1', '#', ''),
      fc.string({ maxLength: 4 }),
    );
    const row = fc.array(cell, { minLength: 8, maxLength: 11 }).map((cells) => cells.join('\t'));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 6 }), (rows) => {
        let sentences: ReturnType<typeof readTreebank>;
        try {
          sentences = readTreebank(rows.join('\n'));
        } catch (error) {
          expect((error as Error).message).toMatch(/expected .*found/s);
          return;
        }
        for (const { words } of sentences) {
          for (const { head } of words) expect(head >= -1 && head < words.length).toBe(true);
        }
      }),
    );
  });
});
