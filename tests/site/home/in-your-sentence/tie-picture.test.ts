import { describe, expect, it } from 'vitest';
import { pictureSize, tiePicture } from '../../../../site/home/in-your-sentence/tie-picture.ts';

const tokens = (text: string) => text.split(' ').map((word) => ({ text: word, special: word.startsWith('[') }));
const cat = tokens('[CLS] the cat sat on the mat because it was tired . [SEP]');

describe('tiePicture', () => {
  it('writes a short sentence out, from left to right, without what the model adds', () => {
    const { words } = tiePicture(cat, 8, 2);
    expect(words.map(({ text }) => text)).toEqual('the cat sat on the mat because it was tired .'.split(' '));
    expect(words.filter(({ role }) => role !== 'other').map(({ text, role }) => [text, role])).toEqual([
      ['cat', 'to'],
      ['it', 'from'],
    ]);
  });

  it.each([10, 30, 120])('stays inside the picture within 1e-9 px with %i words, none over another', (count) => {
    const long = Array.from({ length: count }, (_, index) => ({ text: `word${index}`, special: false }));
    const { words } = tiePicture(long, count - 1, 0);
    const edges = words.map(({ centre, width }) => [centre - width / 2, centre + width / 2] as const);
    expect(edges[0]![0]).toBeGreaterThanOrEqual(-1e-9);
    expect(edges.at(-1)![1]).toBeLessThanOrEqual(pictureSize.width + 1e-9);
    for (const [index, [left]] of edges.entries()) if (index > 0) expect(left).toBeGreaterThan(edges[index - 1]![1]);
  });

  it('draws dashes for the others where they have no room, and always names the two', () => {
    const long = Array.from({ length: 60 }, (_, index) => ({ text: `word${index}`, special: false }));
    const named = tiePicture(long, 5, 40).words.filter(({ text }) => text !== undefined);
    expect(named.map(({ text }) => text)).toEqual(['word5', 'word40']);
  });

  it('cuts a word that would take the whole picture', () => {
    const found = tiePicture(tokens('pneumonoultramicroscopic is long'), 0, 2);
    expect(found.words[0]!.text).toBe('pneumonoultra…');
  });

  it('leads the arc from the one to the other, its arrowhead there', () => {
    const { arc, arrowhead, words } = tiePicture(cat, 8, 2);
    const at = (role: string) => words.find((word) => word.role === role)!.centre;
    const numbers = (path: string) => (path.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);
    expect(numbers(arc)[0]).toBeCloseTo(at('from'), 0);
    expect(numbers(arc).at(-2)).toBeCloseTo(at('to'), 0);
    expect(numbers(arrowhead)[0]).toBeCloseTo(at('to'), 0);
  });
});
